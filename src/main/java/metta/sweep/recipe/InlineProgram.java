package metta.sweep.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import metta.sweep.config.Metric;
import metta.sweep.config.Spelling;
import metta.sweep.config.YamlReader;

/// A program without a recipe.yaml: a command line in which `{lr:log:1e-5..1e-2}` stands where a value goes.
///
/// | placeholder | what is tried |
/// | --- | --- |
/// | `{dropout:0.0..0.5}` | a range; of whole numbers where both ends are whole |
/// | `{lr:log:1e-5..1e-2}` | a range, evenly over orders of magnitude |
/// | `{width:pow2:16..256}` | powers of two |
/// | `{optimizer:adam\|sgd}` | choices |
///
/// @param recipe of the command; results are read from standard output, JSON lines and `key=value`, and the usual files
/// @param parameters as sweep.yaml has them
public record InlineProgram(Recipe recipe, Map<String, Object> parameters) {
    private static final Pattern PLACE =
            Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_.-]*):([^{}]*(?:\\.\\.|\\|)[^{}]*)\\}");
    private static final Pattern DOLLAR = Pattern.compile("\\$" + PLACE);
    private static final Pattern RANGE = Pattern.compile("(?:([a-z0-9]+):)?([^:]+?)\\.\\.([^:]+)");

    /// The program of a command line.
    ///
    /// @param words of the command, as a shell has split them
    /// @throws IllegalArgumentException if a placeholder makes no sense, or there is none
    public static InlineProgram of(List<String> words, Path directory, Optional<Metric> metric) {
        var parameters = new LinkedHashMap<String, Object>();
        var command = new ArrayList<String>();
        words.forEach(word -> command.add(command(word, parameters)));
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("nothing in the command is to be tried: put {lr:log:1e-5..1e-2},"
                    + " {dropout:0.0..0.5}, {width:pow2:16..256} or {optimizer:adam|sgd} where a value goes");
        }
        var sources = List.<MetricSource>of(
                new MetricSource.StdoutJson(Optional.empty()), new MetricSource.StdoutPairs(Optional.empty()));
        var form = new ArgumentForm(ArgumentStyle.NONE, TruthStyle.TEXT);
        var step = new Step(command, form, Optional.empty(), Map.of(), sources);
        var recipe = Recipe.of(name(words, metric), directory, step, metric);
        return new InlineProgram(recipe, parameters);
    }

    private static String command(String word, Map<String, Object> parameters) {
        if (DOLLAR.matcher(word).find()) {
            throw new IllegalArgumentException(
                    "'%s': write {…} without the $ where a value goes".formatted(Spelling.shown(word)));
        }
        return PLACE.matcher(Macros.escaped(word))
                .replaceAll(found -> Matcher.quoteReplacement(place(found, parameters)));
    }

    private static String place(MatchResult found, Map<String, Object> parameters) {
        var name = found.group(1);
        var values = values(found.group(2), found.group());
        var before = parameters.putIfAbsent(name, values);
        if (before != null && !before.equals(values)) {
            throw new IllegalArgumentException("'%s' is there twice, with different values".formatted(name));
        }
        return "${" + Macros.PARAMETER + name + "}";
    }

    private static Object values(String text, String place) {
        if (text.contains("|")) {
            return List.of(text.split("\\|", -1)).stream()
                    .map(word -> YamlReader.word(word).orElse(word))
                    .toList();
        }
        var range = RANGE.matcher(text);
        if (!range.matches()) {
            throw wrong(place);
        }
        var values = new LinkedHashMap<String, Object>();
        switch (String.valueOf(range.group(1))) {
            case "null" -> {}
            case "log" -> values.put("log", true);
            case "pow2" -> values.put("distribution", "uniform_pow2");
            default -> throw wrong(place);
        }
        values.put("min", number(range.group(2), place));
        values.put("max", number(range.group(3), place));
        return values;
    }

    private static Object number(String word, String place) {
        return YamlReader.word(word).filter(Number.class::isInstance).orElseThrow(() -> wrong(place));
    }

    private static IllegalArgumentException wrong(String place) {
        return new IllegalArgumentException(
                "'%s' says no range: write {x:0.0..1.0}, {x:log:1e-5..1e-2}, {x:pow2:16..256} or {x:a|b}"
                        .formatted(place));
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
