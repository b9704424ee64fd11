package metta.sweep.space;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A configuration taken apart: what each parameter that takes part in it chose, and where in the unit cube that lies.
final class Disassembly {
    private final SearchSpace space;
    private final Configuration configuration;
    private final Assembly assembly;

    Disassembly(SearchSpace space, Configuration configuration) {
        this.space = space;
        this.configuration = configuration;
        this.assembly = new Assembly(space);
    }

    /// By parameter; nothing if one of them has no value, or a name is there that takes no part.
    Optional<SequencedMap<String, Object>> choices() {
        SequencedMap<String, Object> choices = new LinkedHashMap<>();
        for (String key : space.order()) {
            if (assembly.active(key)) {
                var value = find(key);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                assembly.choose(key, value.get());
                choices.put(key, value.get());
            }
        }
        var others = new LinkedHashSet<>(configuration.values().keySet());
        space.names().stream().filter(assembly::takesPart).forEach(others::remove);
        return others.isEmpty() ? Optional.of(choices) : Optional.empty();
    }

    /// The point of the unit cube: NaN where a parameter takes no part.
    ///
    /// @param coordinates of the parameters with something to choose
    /// @throws IllegalArgumentException if the configuration is not in the space
    double[] point(Map<String, Integer> coordinates) {
        double[] point = new double[coordinates.size()];
        Arrays.fill(point, Double.NaN);
        for (String key : space.order()) {
            if (assembly.active(key)) {
                Object value = choice(key);
                double u = encode(key, value);
                assembly.choose(key, value);
                Integer coordinate = coordinates.get(key);
                if (coordinate != null) {
                    point[coordinate] = u;
                }
            }
        }
        configuration.values().keySet().forEach(this::requirePart);
        return point;
    }

    private Optional<Object> find(String key) {
        return space.parameter(key) instanceof Zip zip
                ? zip.find(configuration.values())
                : Optional.ofNullable(configuration.values().get(key));
    }

    private Object choice(String key) {
        return find(key)
                .orElseThrow(() -> new IllegalArgumentException(
                        space.parameter(key) instanceof Zip zip
                                ? "no row has these values of %s".formatted(String.join(", ", zip.names()))
                                : "no value of '%s'".formatted(key)));
    }

    private double encode(String key, Object value) {
        try {
            return space.narrowing(key, assembly).encode(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private void requirePart(String name) {
        boolean known = space.names().contains(name);
        if (!known || !assembly.takesPart(name)) {
            throw new IllegalArgumentException(
                    "no parameter '%s' in the search space%s".formatted(name, known ? " with these others" : ""));
        }
    }
}
