package metta.sweep.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Collectors;
import metta.sweep.json.Json;
import metta.sweep.json.Numbers;

/// A job's arguments and hyperparameters as a flat JSON object, one entry a line, so that even `sed` can read it.
final class ParameterFile {
    private ParameterFile() {}

    /// Writes the file at once: nobody ever sees half of it.
    static void write(Path file, Map<String, Object> values) throws IOException {
        var directory = file.toAbsolutePath().getParent();
        Path unfinished = Files.createTempFile(directory, "params", ".tmp");
        Files.writeString(unfinished, text(values));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
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
