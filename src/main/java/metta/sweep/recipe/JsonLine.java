package metta.sweep.recipe;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import metta.sweep.json.JsonNumbers;

/// A line that is a JSON object.
record JsonLine(Optional<String> step) implements LineParser {
    @Override
    public List<Values> parse(String line, BiConsumer<String, String> complain) {
        return JsonNumbers.of(line).map(numbers -> Values.of(numbers, step)).stream()
                .toList();
    }
}
