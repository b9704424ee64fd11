package metta.sweep.recipe;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import metta.sweep.config.Spelling;
import metta.sweep.json.JsonNumbers;

/// A line that is a JSON object.
///
/// @param alone whether nothing else has any business there, so that another line is worth a word
record JsonLine(Optional<String> step, boolean alone) implements LineParser {
    @Override
    public List<Values> parse(String line, BiConsumer<String, String> complain) {
        var numbers = JsonNumbers.of(line);
        if (numbers.isEmpty() && alone && !line.isBlank()) {
            complain.accept(
                    "no JSON",
                    "among its metrics is what is no JSON object, and passed over: " + Spelling.shown(line.strip()));
        }
        return numbers.map(each -> Values.of(each, step)).stream().toList();
    }
}
