package metta.sweep.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import metta.sweep.json.Json;
import metta.sweep.telemetry.Values;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/// Trees below each other, with a column for each place in them where any has a value. What lies in another thing is
/// in a column of both names: `configuration.learning_rate`.
///
/// @param columns their places: the keys that lead there
record Sheet(List<List<String>> columns, List<Map<String, Object>> rows) {
    private static final String NONE = "-";
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+)?");

    /// What makes a spreadsheet compute a cell instead of showing it, full-width forms included (OWASP, CSV Injection).
    private static final Pattern FORMULA = Pattern.compile("^\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]");

    static Sheet of(List<Map<String, Object>> rows) {
        return new Sheet(columns(List.of(), rows), rows);
    }

    /// The places below `place`, those of one key beside each other, whichever row has them.
    private static List<List<String>> columns(List<String> place, List<? extends Map<?, ?>> trees) {
        var columns = new ArrayList<List<String>>();
        trees.stream()
                .flatMap(tree -> tree.keySet().stream())
                .map(String::valueOf)
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .forEach(key -> {
                    var here = Stream.concat(place.stream(), Stream.of(key)).toList();
                    var values =
                            trees.stream().map(tree -> plain(tree.get(key))).toList();
                    var inner = values.stream().flatMap(Sheet::tree).toList();
                    if (inner.isEmpty() || values.stream().anyMatch(Sheet::leaf)) {
                        columns.add(here);
                    }
                    columns.addAll(columns(here, inner));
                });
        return columns;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Optional<?> optional ? optional.orElse(null) : value;
    }

    private static Stream<Map<?, ?>> tree(@Nullable Object value) {
        return value instanceof Map<?, ?> map && !map.isEmpty() ? Stream.of(map) : Stream.empty();
    }

    private static boolean leaf(@Nullable Object value) {
        return value != null && !(value instanceof Map);
    }

    /// The text of a cell; empty where the row has nothing there.
    private static Optional<Object> value(Map<String, Object> row, List<String> place) {
        Object here = row;
        for (var key : place) {
            here = here instanceof Map<?, ?> map ? plain(map.get(key)) : null;
        }
        return Optional.ofNullable(here).filter(Sheet::leaf);
    }

    private static String text(Object value) {
        return Values.plain(value instanceof String text ? text : Json.write(value));
    }

    private Stream<String> header() {
        return columns.stream().map(place -> Values.plain(String.join(".", place)));
    }

    /// For people: all cells, uncut, aligned.
    List<String> lines(Style style) {
        if (rows.isEmpty()) {
            return List.of();
        }
        var lines = Stream.concat(Stream.of(header().toList()), rows.stream().map(this::shown))
                .toList();
        var widths = new ArrayList<Integer>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            widths.add(lines.stream()
                    .mapToInt(line -> Columns.of(line.get(column)))
                    .max()
                    .orElse(0));
        }
        return Stream.concat(
                        Stream.of(style.dim(line(lines.getFirst(), widths))),
                        lines.stream().skip(1).map(line -> line(line, widths)))
                .toList();
    }

    private List<String> shown(Map<String, Object> row) {
        return columns.stream()
                .map(place -> value(row, place).map(Sheet::text).orElse(NONE))
                .toList();
    }

    private static String line(List<String> cells, List<Integer> widths) {
        var line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(Columns.padded(cells.get(i), widths.get(i) + 2));
        }
        return line.toString().stripTrailing();
    }

    /// For spreadsheets (RFC 4180), a header first. Text that one would compute begins with an apostrophe.
    String csv() {
        if (rows.isEmpty()) {
            return "";
        }
        return Stream.concat(
                        Stream.of(header().map(Sheet::harmless).toList()),
                        rows.stream().map(this::cells))
                .map(cells -> CSVFormat.RFC4180.format(cells.toArray()) + CSVFormat.RFC4180.getRecordSeparator())
                .collect(Collectors.joining());
    }

    private List<String> cells(Map<String, Object> row) {
        return columns.stream()
                .map(place -> value(row, place)
                        .map(value -> value instanceof Number ? text(value) : harmless(text(value)))
                        .orElse(""))
                .toList();
    }

    private static String harmless(String text) {
        boolean computed = FORMULA.matcher(text).find() && !NUMBER.matcher(text).matches();
        return computed ? "'" + text : text;
    }
}
