package metta.sweep.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A recipe's training program as a Python script, if it is one.
///
/// @param environment of this process
record PythonScript(Recipe recipe, Map<String, String> environment) {
    /// What may stand before a Python.
    private static final Set<String> FINDERS = Set.of(Macros.ENV, "env", "uv", "run", "poetry", "pipenv");

    Optional<Path> script() {
        return words().stream()
                .filter(each -> each.endsWith(".py"))
                .findFirst()
                .map(each -> directory().resolve(each));
    }

    /// Whether nothing but what finds a Python stands before the script.
    boolean startedByPython() {
        return FINDERS.containsAll(interpreter().subList(0, interpreter().size() - 1));
    }

    /// Where its jobs run, as far as that is known without a job.
    Path directory() {
        return recipe.directory().contains("${") ? recipe.home() : recipe.home().resolve(recipe.directory());
    }

    /// What stands before the script: the user's interpreter, or what finds it, such as `uv run`.
    List<String> interpreter() {
        var before = new ArrayList<String>();
        for (var word : words()) {
            if (word.endsWith(".py")) {
                break;
            }
            before.add(word);
        }
        if (before.isEmpty() || !python(before.getLast())) {
            before.add(before.isEmpty() ? Macros.python(environment) : "python");
        }
        return before;
    }

    /// How its Python is called, to be asked something; empty where it is no Python program. One that is started by a
    /// program of its own, such as `torchrun`, has the Python of this environment.
    List<String> askable() {
        boolean isPython = script().isPresent() || words().stream().anyMatch(PythonScript::python);
        if (!isPython) {
            return List.of();
        }
        if (script().isPresent()) {
            return startedByPython() ? interpreter() : List.of(Macros.python(environment));
        }
        int last = words().indexOf(words().stream()
                .filter(PythonScript::python)
                .findFirst()
                .orElseThrow());
        return words().subList(0, last + 1);
    }

    private static boolean python(String word) {
        return String.valueOf(Path.of(word).getFileName()).startsWith("python");
    }

    private List<String> words() {
        return recipe.train().command().stream()
                .map(word -> Macros.fixed(word, recipe, environment))
                .toList();
    }
}
