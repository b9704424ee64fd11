package metta.sweep.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// One value for every parameter, in the order of the search space.
public record Configuration(SequencedMap<String, Object> values) {
    public Configuration {
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }

    public static Configuration of(Map<String, Object> values) {
        return new Configuration(new LinkedHashMap<>(values));
    }
}
