package metta.sweep.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The parameters of a sweep in the order of its file, and the way between configurations and the unit cube.
///
/// The cube has one coordinate for each parameter with something to choose, in order; fixed values and single choices
/// take no coordinate and are part of every configuration.
public record SearchSpace(SequencedMap<String, Parameter> parameters) {
    public SearchSpace {
        for (String name : parameters.keySet()) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a parameter's name must not be blank");
            }
        }
        parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    }

    /// The names of the parameters with something to choose: what the coordinates stand for.
    public List<String> freeNames() {
        return parameters.entrySet().stream()
                .filter(entry -> entry.getValue().free())
                .map(entry -> entry.getKey())
                .toList();
    }

    public int dimensions() {
        return freeNames().size();
    }

    /// The parameter of that name.
    ///
    /// @throws IllegalArgumentException if there is no such parameter
    public Parameter parameter(String name) {
        Parameter parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("no parameter '%s' in the search space".formatted(name));
        }
        return parameter;
    }

    /// The configuration at a point of the unit cube: all parameters, in order.
    ///
    /// @throws IllegalArgumentException if the point has not [#dimensions()] coordinates, each in [0, 1]
    public Configuration decode(double[] unitPoint) {
        if (unitPoint.length != dimensions()) {
            throw new IllegalArgumentException(
                    "the search space has %d dimensions, the point has %d".formatted(dimensions(), unitPoint.length));
        }
        SequencedMap<String, Object> values = new LinkedHashMap<>();
        int coordinate = 0;
        for (var entry : parameters.entrySet()) {
            Parameter parameter = entry.getValue();
            values.put(entry.getKey(), parameter.decode(parameter.free() ? unitPoint[coordinate++] : 0));
        }
        return new Configuration(values);
    }

    /// The point of the unit cube at which a configuration lies.
    ///
    /// @throws IllegalArgumentException if the configuration is not in the space
    public double[] encode(Configuration configuration) {
        for (String name : configuration.values().keySet()) {
            parameter(name);
        }
        double[] point = new double[dimensions()];
        int coordinate = 0;
        for (var entry : parameters.entrySet()) {
            double u = encode(entry.getKey(), entry.getValue(), configuration);
            if (entry.getValue().free()) {
                point[coordinate++] = u;
            }
        }
        return point;
    }

    /// Whether the configuration has exactly these parameters, each with a value it can take.
    public boolean contains(Configuration configuration) {
        return parameters.keySet().equals(configuration.values().keySet())
                && parameters.entrySet().stream()
                        .allMatch(entry -> entry.getValue().contains(configuration.value(entry.getKey())));
    }

    private static double encode(String name, Parameter parameter, Configuration configuration) {
        try {
            return parameter.encode(configuration.value(name));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
