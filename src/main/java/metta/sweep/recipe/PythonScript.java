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
    /// What finds a Python, or a place for it, and then runs it here.
    private static final Set<String> FINDERS = Set.of(
            Macros.ENV,
            "env",
            "uv",
            "uvx",
            "poetry",
            "pipenv",
            "pdm",
            "hatch",
            "pixi",
            "conda",
            "mamba",
            "micromamba",
            "nice");

    private static final Pattern PYTHON = Pattern.compile("python(\\d+(\\.\\d+)?t?)?");

    Optional<Path> script() {
        return words().stream()
                .filter(each -> each.endsWith(".py"))
                .findFirst()
                .map(each -> directory().resolve(each));
    }

    /// Whether it is run by a Python, or by what finds one and then runs it, and not by a program of its own.
    boolean startedByPython() {
        var before = before();
        return before.isEmpty() || python(before.getFirst()) || FINDERS.contains(before.getFirst());
    }

    /// Where its jobs run, as far as that is known without a job.
    Path directory() {
        return recipe.directory().contains("${") ? recipe.home() : recipe.home().resolve(recipe.directory());
    }

    /// The user's interpreter, or what finds it, such as `uv run python`; without options of its own.
    List<String> interpreter() {
        var before = before();
        var python = throughPython(before);
        if (!python.isEmpty()) {
            return python;
        }
        var words = new ArrayList<>(before);
        words.add(before.isEmpty() ? Macros.python(environment) : "python");
        return words;
    }

    /// How its Python is called, to be asked something; empty where that might start something else, or another Python
    /// than the program's.
    List<String> askable() {
        if (script().isPresent()) {
            return startedByPython() ? interpreter() : List.of();
        }
        var words = throughPython(words());
        boolean plain = !words.isEmpty() && (words.size() == 1 || FINDERS.contains(words.getFirst()));
        return plain ? words : List.of();
    }

    /// The words before the script.
    private List<String> before() {
        var words = words();
        int script = 0;
        while (script < words.size() && !words.get(script).endsWith(".py")) {
            script++;
        }
        return words.subList(0, script);
    }

    /// The words up to the first that is a Python; none where none is.
    private static List<String> throughPython(List<String> words) {
        int python = 0;
        while (python < words.size() && !python(words.get(python))) {
            python++;
        }
        return python < words.size() ? words.subList(0, python + 1) : List.of();
    }

    static boolean python(String word) {
        return PYTHON.matcher(word.substring(word.lastIndexOf('/') + 1)).matches();
    }

    /// The words of its command behind the script that are the same for all jobs.
    List<String> arguments() {
        return words().stream()
                .skip(before().size() + 1L)
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
