package metta.sweep.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import metta.sweep.config.Metric;

/// A program without a recipe.yaml: a command line in which `{lr:log:1e-5..1e-2}` stands where a value goes.
///
/// | placeholder | what is tried |
/// | --- | --- |
/// | `{dropout:0.0..0.5}` | a range; of whole numbers where both ends are whole |
/// | `{lr:log:1e-5..1e-2}` | a range, evenly over orders of magnitude |
/// | `{width:pow2:16..256}` | powers of two |
/// | `{optimizer:adam\|sgd}` | choices |
///
/// Where braces are meant as text, they are doubled: `{{name}}` reaches the program as `{name}`.
///
/// @param recipe of the command; results are read from standard output, JSON lines and `key=value`, and the usual files
/// @param tried what stands where values go, in its order
public record InlineProgram(Recipe recipe, List<Placeholder> tried) {
    public InlineProgram {
        tried = List.copyOf(tried);
    }

    /// The program of a command line.
    ///
    /// @param words of the command, as a shell has split them
    /// @throws IllegalArgumentException if a placeholder makes no sense, or there is none
    public static InlineProgram of(List<String> words, Path directory, Optional<Metric> metric) {
        var tried = new LinkedHashMap<String, Placeholder>();
        var command = new ArrayList<String>();
        words.forEach(word -> command.add(command(word, tried)));
        if (tried.isEmpty()) {
            throw new IllegalArgumentException("nothing in the command is to be tried: put {lr:log:1e-5..1e-2},"
                    + " {dropout:0.0..0.5}, {width:pow2:16..256} or {optimizer:adam|sgd} where a value goes");
        }
        var sources = List.<MetricSource>of(
                new MetricSource.StdoutJson(Optional.empty()), new MetricSource.StdoutPairs(Optional.empty()));
        var form = new ArgumentForm(ArgumentStyle.NONE, TruthStyle.TEXT);
        var step = new Step(command, form, Optional.empty(), Map.of(), sources);
        var recipe = Recipe.of(name(words, metric), directory, step, metric);
        return new InlineProgram(recipe, List.copyOf(tried.values()));
    }

    private static String command(String word, Map<String, Placeholder> tried) {
        Placeholder.requireNoDollar(word);
        return Placeholder.PATTERN.matcher(Macros.escaped(word)).replaceAll(found -> {
            var literal = Placeholder.literal(found);
            return Matcher.quoteReplacement(literal.orElseGet(() -> place(Placeholder.of(found), tried)));
        });
    }

    private static String place(Placeholder placeholder, Map<String, Placeholder> tried) {
        var before = tried.putIfAbsent(placeholder.name(), placeholder);
        if (before != null && !before.values().equals(placeholder.values())) {
            throw new IllegalArgumentException(
                    "'%s' is there twice, with different values".formatted(placeholder.name()));
        }
        return "${" + Macros.PARAMETER + placeholder.name() + "}";
    }

    /// The parameters as sweep.yaml has them.
    public Map<String, Object> parameters() {
        var parameters = new LinkedHashMap<String, Object>();
        tried.forEach(each -> parameters.put(each.name(), each.values()));
        return parameters;
    }

    /// Of the script, else of the program; with a mark of the whole command and of what is asked of it, so that another
    /// one is another sweep.
    private static String name(List<String> words, Optional<Metric> metric) {
        var script = words.stream()
                .filter(word -> ProgramWords.SCRIPT.matcher(word).matches())
                .findFirst()
                .orElse(words.getFirst());
        var file = script.substring(script.lastIndexOf('/') + 1).replaceFirst("\\.[a-zA-Z]+$", "");
        var plain = file.replaceAll("[^A-Za-z0-9_-]", "");
        var asked = metric.map(it -> List.of(it.name(), it.goal().name())).orElse(List.of());
        int mark = List.of(words, asked).hashCode() & 0xffffff;
        return "%s-%06x".formatted(plain.isEmpty() || plain.startsWith("-") ? "try" : plain, mark);
    }
}
