package metta.sweep.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// Which optimizer chooses the configurations, and its settings as plain values.
///
/// @param settings by name; those that are left out are what they usually are
public record OptimizerConfig(OptimizerType type, SequencedMap<String, Object> settings) {
    public OptimizerConfig {
        var all = new LinkedHashMap<String, Object>();
        var given = new LinkedHashMap<>(settings);
        for (var setting : type.settings()) {
            var value = given.remove(setting.name());
            if (value == null) {
                setting.standard().ifPresent(usual -> all.put(setting.name(), usual));
            } else {
                all.put(setting.name(), value);
            }
        }
        if (!given.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no setting '%s'".formatted(type, given.firstEntry().getKey()));
        }
        settings = Collections.unmodifiableSequencedMap(all);
    }

    public OptimizerConfig(OptimizerType type) {
        this(type, new LinkedHashMap<>());
    }

    /// The value of a setting that is a whole number.
    public int count(String setting) {
        return Math.toIntExact((Long) value(setting));
    }

    /// The value of a setting that is a number.
    public double number(String setting) {
        return (Double) value(setting);
    }

    /// The value of a setting that is true or false.
    public boolean flag(String setting) {
        return (Boolean) value(setting);
    }

    /// The value of a setting that is a word.
    public String word(String setting) {
        return (String) value(setting);
    }

    /// The value of a setting that is a map of numbers; none where nothing is said.
    public Map<String, Double> numbers(String setting) {
        var numbers = new LinkedHashMap<String, Double>();
        if (settings.get(setting) instanceof Map<?, ?> given) {
            given.forEach((name, number) -> numbers.put((String) name, (Double) number));
        }
        return numbers;
    }

    private Object value(String setting) {
        return Objects.requireNonNull(settings.get(setting), setting);
    }

    /// Whether it searches without the parameters that matter little.
    public boolean prunes() {
        return Boolean.TRUE.equals(settings.get(OptimizerType.PRUNE));
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
