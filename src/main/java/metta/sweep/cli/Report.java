package metta.sweep.cli;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import metta.sweep.telemetry.Values;

/// What a command reports to programs.
///
/// @param name the key under which a row has its id
/// @param document all of it, in one
/// @param rows the same as rows, or its most important part
record Report(String name, Supplier<?> document, Supplier<List<Map<String, Object>>> rows) {
    /// A report that is nothing but its rows.
    static Report of(String name, List<Map<String, Object>> rows) {
        return new Report(name, () -> rows, () -> rows);
    }

    Sheet sheet() {
        return Sheet.of(rows.get());
    }

    List<String> names() {
        return rows.get().stream()
                .map(row -> Values.plain(String.valueOf(row.get(name))))
                .distinct()
                .toList();
    }
}
