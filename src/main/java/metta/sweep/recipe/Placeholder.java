package metta.sweep.recipe;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import metta.sweep.config.Spelling;
import metta.sweep.config.YamlReader;

/// What stands in a command where a value goes: `{lr:log:1e-5..1e-2}`.
///
/// @param values that are tried, as sweep.yaml has them
/// @param words the same for people, such as `whole numbers 1 to 8`
public record Placeholder(String name, Object values, String words) {
    /// A placeholder, or what is written like one and doubles its braces.
    static final Pattern PATTERN = Pattern.compile(
            "\\{(?<literal>\\{[A-Za-z_][\\w.-]*(?::[^{}]*)?\\})\\}|(?<!\\$)\\{(?<name>[A-Za-z_][\\w.-]*)(?::(?<text>[^{}]*))?\\}");

    private static final Pattern DOLLAR = Pattern.compile("\\$\\{[A-Za-z_][\\w.-]*:[^{}]*(?:\\.\\.|\\|)[^{}]*\\}");
    private static final Pattern RANGE = Pattern.compile("(?:([a-z0-9]+):)?([^:]+?)\\.\\.([^:]+)");

    /// Whoever writes `{log:1..9}` has forgotten the name.
    private static final Set<String> DISTRIBUTIONS = Set.of(
            "log",
            "pow2",
            "uniform",
            "normal",
            "int_uniform",
            "log_normal",
            "logit_normal",
            "reverse_log",
            "uniform_pow2");

    /// Refuses what a shell, or a recipe, would take for its own.
    ///
    /// @throws IllegalArgumentException if there is such a thing in the word
    static void requireNoDollar(String word) {
        if (DOLLAR.matcher(word).find()) {
            throw new IllegalArgumentException(
                    "'%s': write {…} without the $ where a value goes".formatted(Spelling.shown(word)));
        }
    }

    /// The text that is meant, where the braces are doubled.
    static Optional<String> literal(MatchResult found) {
        return Optional.ofNullable(found.group("literal"));
    }

    /// The placeholder that [#PATTERN] has found.
    ///
    /// @throws IllegalArgumentException if it makes no sense, with what to write
    static Placeholder of(MatchResult found) {
        var name = found.group("name");
        var text = Optional.ofNullable(found.group("text")).orElse("");
        var place = Spelling.shown(found.group());
        if (text.contains("|")) {
            return choices(name, List.of(text.split("\\|", -1)));
        }
        var range = RANGE.matcher(text);
        if (!range.matches()) {
            throw wrong(place, name, text);
        }
        var scale = Optional.ofNullable(range.group(1)).orElse("");
        if (scale.isEmpty() && DISTRIBUTIONS.contains(name)) {
            throw new IllegalArgumentException(
                    "'%s' has no name: write {x:%s}, where x is what you call it".formatted(place, inner(place)));
        }
        var values = new LinkedHashMap<String, Object>();
        switch (scale) {
            case "" -> {}
            case "log" -> values.put("log", true);
            case "pow2" -> values.put("distribution", "uniform_pow2");
            default -> throw wrong(place, name, text);
        }
        var ends = List.of(range.group(2), range.group(3));
        var numbers = ends.stream()
                .map(each -> number(each).orElseThrow(() -> wrong(place, name, text)))
                .toList();
        values.put("min", numbers.getFirst());
        values.put("max", numbers.getLast());
        boolean whole = numbers.stream().allMatch(Long.class::isInstance);
        return new Placeholder(name, values, words(scale, whole) + String.join(" to ", ends) + spread(scale));
    }

    private static Placeholder choices(String name, List<String> words) {
        var values =
                words.stream().map(word -> YamlReader.word(word).orElse(word)).toList();
        return new Placeholder(name, values, "one of " + String.join(", ", words));
    }

    private static Optional<Object> number(String word) {
        return YamlReader.word(word).filter(Number.class::isInstance);
    }

    private static String words(String scale, boolean whole) {
        return scale.equals("pow2") ? "powers of two from " : whole ? "whole numbers " : "numbers ";
    }

    private static String spread(String scale) {
        return scale.equals("log") ? ", evenly over orders of magnitude" : "";
    }

    private static String inner(String place) {
        return place.substring(1, place.length() - 1);
    }

    private static IllegalArgumentException wrong(String place, String name, String text) {
        var choices = text.contains(",") && !text.contains(":")
                ? Arrays.stream(text.split(",")).map(String::strip).collect(Collectors.joining("|"))
                : "a|b";
        return new IllegalArgumentException(
                ("'%1$s' says no range and no choices: write {%2$s:0.0..1.0}, {%2$s:log:1e-5..1e-2}, {%2$s:pow2:16..256} or"
                                + " {%2$s:%3$s}; braces that are meant as text are doubled: {%1$s}")
                        .formatted(place, name, Spelling.shown(choices)));
    }
}
