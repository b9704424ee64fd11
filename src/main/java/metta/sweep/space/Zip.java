package metta.sweep.space;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Several names whose values change together: one choice among rows, each with a value for every
/// name.
///
/// As a parameter its value is the number of a row, from 0.
public record Zip(List<String> names, List<List<Object>> rows) implements Parameter {
    public Zip {
        names = List.copyOf(names);
        rows = rows.stream()
                .map(row -> row.stream().map(Values::canonical).toList())
                .toList();
        if (names.isEmpty() || rows.isEmpty()) {
            throw new InvalidParameterException("rows", "there must be at least one name and one value for it");
        }
        Set<List<Object>> seen = new HashSet<>();
        for (var row : rows) {
            if (row.size() != names.size()) {
                throw new InvalidParameterException(
                        "rows", "%d names need %1$d values in each row, got %d".formatted(names.size(), row.size()));
            }
            if (!seen.add(row)) {
                throw new InvalidParameterException(
                        "rows",
                        "the combination %s is there twice"
                                .formatted(row.stream().map(Values::text).toList()));
            }
        }
    }

    @Override
    public List<String> names(String key) {
        return names;
    }

    @Override
    public Long decode(double u) {
        return UnitInterval.bin(u, rows.size());
    }

    @Override
    public double encode(Object value) {
        return UnitInterval.middle(Wholes.checked(value, 0, rows.size() - 1), rows.size());
    }

    @Override
    public boolean contains(Object value) {
        return Wholes.within(value, 0, rows.size() - 1);
    }

    @Override
    public OptionalLong cardinality() {
        return OptionalLong.of(rows.size());
    }

    /// The values of a row, in the order of the names.
    List<Object> row(Object number) {
        return rows.get(Math.toIntExact(Wholes.checked(number, 0, rows.size() - 1)));
    }

    /// With this row alone.
    Zip only(Object number) {
        return new Zip(names, List.of(row(number)));
    }

    /// The row with these values.
    Optional<Object> find(Map<String, Object> values) {
        var wanted = new ArrayList<Object>();
        for (String name : names) {
            if (values.containsKey(name)) {
                wanted.add(values.get(name));
            }
        }
        int row = rows.indexOf(wanted);
        return row < 0 ? Optional.empty() : Optional.of((long) row);
    }
}
