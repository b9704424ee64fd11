# Completes `metta` in zsh:  source <(metta completion zsh)
_metta() {
    local -a answers
    answers=("${(@f)$("${words[1]}" complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ ${answers[(I):files]} -gt 0 ]]; then _files; fi
    compadd -- "${(@)answers:#:files}"
}
compdef _metta metta ./metta
