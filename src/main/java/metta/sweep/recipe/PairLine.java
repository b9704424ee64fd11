package metta.sweep.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.function.BiConsumer;

/// A line with words like `loss=0.5`.
record PairLine(Optional<String> step) implements LineParser {
    @Override
    public List<Values> parse(String line, BiConsumer<String, String> complain) {
        if (line.indexOf('=') < 0) {
            return List.of();
        }
        var numbers = new LinkedHashMap<String, Double>();
        var words = new StringTokenizer(line, " \t\f\u000b,;");
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            int equals = word.indexOf('=');
            if (equals > 0) {
                NumberText.parse(word.substring(equals + 1))
                        .ifPresent(value -> numbers.put(word.substring(0, equals), value));
            }
        }
        return List.of(Values.of(numbers, step));
    }
}
