package metta.sweep.recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import metta.sweep.files.WholeFile;
import metta.sweep.json.Json;
import metta.sweep.json.Numbers;
import org.jspecify.annotations.Nullable;

/// A job's arguments and hyperparameters as a JSON object, one entry a line, so that even `sed` can read
/// it. Its numbers are numbers to a reader of YAML 1.1 too.
final class ParameterFile {
    private ParameterFile() {}

    static void write(Path file, Map<String, Object> values) throws IOException {
        WholeFile.write(file, text(values));
    }

    static String text(Map<String, Object> values) {
        return object(values, "\n  ", "\n") + "\n";
    }

    private static String object(Map<?, ?> values, String before, String end) {
        return values.entrySet().stream()
                .map(entry -> before + Json.write(String.valueOf(entry.getKey())) + ": "
                        + json(entry.getValue(), before + "  ", before))
                .collect(Collectors.joining(",", "{", end + "}"));
    }

    private static String json(@Nullable Object value, String before, String end) {
        return switch (value) {
            case null -> "null";
            case Number number when Double.isFinite(number.doubleValue()) -> Numbers.text(number);
            case Map<?, ?> map -> map.isEmpty() ? "{}" : object(map, before, end);
            case List<?> list ->
                list.stream().map(each -> json(each, before, end)).collect(Collectors.joining(", ", "[", "]"));
            default -> Json.write(value);
        };
    }
}
