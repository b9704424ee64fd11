package metta.sweep.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// A line with words like `loss=0.5`, apart by spaces, semicolons or commas. A comma between digits in threes is a part
/// of the number: `1,234.5`.
record PairLine(Optional<String> step) implements LineParser {
    /// A word that begins behind a space, a comma or a semicolon.
    private static final Pattern PAIR = Pattern.compile("(?<![^ \t\f\u000b,;])([^ \t\f\u000b,;=]++)="
            + "([-+]?\\d{1,3}(?:,\\d{3})++(?!\\d)(?:\\.\\d+)?|[^ \t\f\u000b,;]*+)");

    @Override
    public List<Values> parse(String line, BiConsumer<String, String> complain) {
        if (line.indexOf('=') < 0) {
            return List.of();
        }
        var numbers = new LinkedHashMap<String, Double>();
        var pairs = PAIR.matcher(line);
        while (pairs.find()) {
            var name = pairs.group(1);
            NumberText.parse(pairs.group(2)).ifPresent(value -> numbers.put(name, value));
        }
        return List.of(Values.of(numbers, step));
    }
}
