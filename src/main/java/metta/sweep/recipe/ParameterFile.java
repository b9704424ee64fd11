package metta.sweep.recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import metta.sweep.json.Json;
import metta.sweep.json.Numbers;

/// A job's arguments and hyperparameters as a flat JSON object, one entry a line, so that even `sed` can read it.
final class ParameterFile {
    private ParameterFile() {}

    static void write(Path file, Map<String, Object> values) throws IOException {
        WholeFile.write(file, text(values));
    }

    private static String text(Map<String, Object> values) {
        return values.entrySet().stream()
                .map(entry -> "  " + Json.write(entry.getKey()) + ": " + json(entry.getValue()))
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    private static String json(Object value) {
        boolean finite = value instanceof Number number && Double.isFinite(number.doubleValue());
        return finite ? Numbers.text((Number) value) : Json.write(value);
    }
}
