package metta.sweep.recipe;

import java.util.List;
import java.util.regex.Pattern;

/// Tells the words of a command that name its program, `uv run python -u train.py` or `python -m train`, from its
/// arguments.
record ProgramWords(List<String> command) {
    /// A script by its name.
    static final Pattern SCRIPT = Pattern.compile("[^=]+\\.(py|sh|R|jl|js|rb|pl|lua)");

    /// The words behind the script or the module, else those behind the first word. What stands behind the first value
    /// is an argument, even if it is called like a script.
    List<String> behind() {
        return command.subList(length(), command.size());
    }

    private int length() {
        for (int i = 0;
                i < command.size()
                        && Macros.parametersIn(command.get(i)).findAny().isEmpty();
                i++) {
            var word = command.get(i);
            if (SCRIPT.matcher(word).matches()) {
                return i + 1;
            }
            if (word.equals("-m") && i > 0 && i + 1 < command.size() && PythonScript.python(command.get(i - 1))) {
                return i + 2;
            }
        }
        return 1;
    }
}
