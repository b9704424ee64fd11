package metta.sweep.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// Which optimizer chooses the configurations, and its settings as plain values.
public record OptimizerConfig(OptimizerType type, SequencedMap<String, Object> settings) {
    public OptimizerConfig {
        settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
        for (String setting : settings.keySet()) {
            if (!type.takes(setting)) {
                throw new IllegalArgumentException("%s has no setting '%s'".formatted(type, setting));
            }
        }
    }

    public OptimizerConfig(OptimizerType type) {
        this(type, new LinkedHashMap<>());
    }

    /// How many values a grid takes of a continuous parameter, where the file says so.
    public OptionalLong resolution(String parameter) {
        return switch (settings.get(OptimizerType.RESOLUTION)) {
            case Long all -> OptionalLong.of(all);
            case Map<?, ?> each when each.get(parameter) instanceof Long one -> OptionalLong.of(one);
            case null, default -> OptionalLong.empty();
        };
    }
}
