# Completes `metta` in fish:  metta completion fish | source
function __metta_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for answer in ($words[1] complete -- $words[2..-1] "$current" 2>/dev/null)
        if test "$answer" = :files
            __fish_complete_path "$current"
        else
            echo $answer
        end
    end
end
complete -c metta -f -a '(__metta_complete)'
