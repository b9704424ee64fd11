package metta.sweep.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import metta.sweep.config.Position;
import metta.sweep.json.Json;

/// Every value of a sweep's description, by its dotted path, with where it comes from.
///
/// @param tree of the description, complete with defaults
/// @param given where the values come from that somebody gave
record Origins(Map<String, Object> tree, SequencedMap<String, Position> given) {
    private static final String DEFAULT = "default";

    /// A line each.
    List<String> lines() {
        var values = new LinkedHashMap<String, Object>();
        flatten("", tree, values);
        int widest = values.entrySet().stream()
                .mapToInt(each -> (each.getKey() + shown(each.getValue())).length())
                .max()
                .orElse(0);
        var lines = new ArrayList<String>();
        values.forEach((path, value) -> {
            var text = path + "=" + shown(value);
            lines.add(text + " ".repeat(Math.max(0, widest + 1 - text.length())) + "  # " + origin(path));
        });
        return lines;
    }

    private static String shown(Object value) {
        return Json.write(value);
    }

    /// That of the value itself, or of what it lies in: `optimizer: sobol` says what `optimizer.type` is.
    private String origin(String path) {
        var own = found(path)
                .or(() -> path.startsWith("metrics") ? metric() : Optional.empty())
                .map(Position::toString);
        var first = Optional.ofNullable(given.get("first"))
                .filter(_ -> path.equals("points_to_evaluate"))
                .map("first, %s"::formatted);
        var all = Stream.of(first, own).flatMap(Optional::stream).collect(Collectors.joining("; "));
        return all.isEmpty() ? DEFAULT : all;
    }

    private Optional<Position> found(String path) {
        for (var part = path; !part.isEmpty(); part = part.substring(0, Math.max(0, part.lastIndexOf('.')))) {
            if (given.containsKey(part)) {
                return Optional.ofNullable(given.get(part));
            }
        }
        return Optional.empty();
    }

    /// A single metric is given under another key.
    private Optional<Position> metric() {
        return given.entrySet().stream()
                .filter(each -> each.getKey().equals("metric") || each.getKey().startsWith("metric."))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static void flatten(String prefix, Map<?, ?> tree, SequencedMap<String, Object> values) {
        tree.forEach((key, value) -> {
            var path = prefix + key;
            if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
                flatten(path + ".", inner, values);
            } else {
                values.put(path, value);
            }
        });
    }
}
