package metta.sweep.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A recipe's training program as a Python script, if it is one.
///
/// @param environment of this process
record PythonScript(Recipe recipe, Map<String, String> environment) {
    /// What may stand before a Python.
    private static final Set<String> FINDERS = Set.of(Macros.ENV, "env", "uv", "run", "poetry", "pipenv");

    private static final Pattern PYTHON = Pattern.compile("python(\\d+(\\.\\d+)?t?)?");

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

    /// How its Python is called, to be asked something; empty where that might start something else. A script
    /// that is started by a program of its own, such as `torchrun`, has the Python of this environment.
    List<String> askable() {
        if (script().isPresent()) {
            return startedByPython() ? interpreter() : List.of(Macros.python(environment));
        }
        var words = words();
        int python = 0;
        while (python < words.size() && FINDERS.contains(words.get(python))) {
            python++;
        }
        return python < words.size() && python(words.get(python)) ? words.subList(0, python + 1) : List.of();
    }

    static boolean python(String word) {
        return PYTHON.matcher(word.substring(word.lastIndexOf('/') + 1)).matches();
    }

    /// The words of its command behind the script that are the same for all jobs.
    List<String> arguments() {
        var words = words();
        int script = 0;
        while (script < words.size() && !words.get(script).endsWith(".py")) {
            script++;
        }
        return words.stream()
                .skip(script + 1L)
                .filter(each -> !each.contains("${"))
                .toList();
    }

    /// What the recipe puts over the environment.
    Map<String, String> variables() {
        var variables = new LinkedHashMap<String, String>();
        recipe.environment().forEach((name, value) -> variables.put(name, Macros.fixed(value, recipe, environment)));
        return variables;
    }

    private List<String> words() {
        return recipe.train().command().stream()
                .map(word -> Macros.fixed(word, recipe, environment))
                .toList();
    }
}
