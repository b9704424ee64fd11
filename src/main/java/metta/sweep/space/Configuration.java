package metta.sweep.space;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import metta.sweep.Ordered;

/// One value for each parameter, under flat dotted names, in the order of the sweep's file.
///
/// Values are Long, finite Double, String or Boolean; an Integer is widened to a Long. Two configurations are equal if
/// they give the same names the same values, in whatever order.
public record Configuration(SequencedMap<String, Object> values) {
    public static final Configuration EMPTY = new Configuration(new LinkedHashMap<>());

    public Configuration {
        SequencedMap<String, Object> copy = new LinkedHashMap<>();
        values.forEach((name, value) -> copy.put(checkedName(name), canonical(name, value)));
        values = Ordered.copy(copy);
    }

    /// The same for any map, in the order it iterates in.
    public static Configuration of(Map<String, ?> values) {
        return new Configuration(new LinkedHashMap<>(values));
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /// The value of one parameter.
    ///
    /// @throws IllegalArgumentException if there is no such parameter
    public Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no parameter '%s'; there is %s"
                    .formatted(name, values.isEmpty() ? "none at all" : String.join(", ", values.keySet())));
        }
        return value;
    }

    /// This configuration with one value replaced in its place, or added at the end.
    public Configuration with(String name, Object value) {
        SequencedMap<String, Object> copy = new LinkedHashMap<>(values);
        copy.put(name, value);
        return new Configuration(copy);
    }

    private static String checkedName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a parameter's name must not be blank");
        }
        return name;
    }

    private static Object canonical(String name, Object value) {
        try {
            return Values.canonical(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
