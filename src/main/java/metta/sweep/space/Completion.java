package metta.sweep.space;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Completes a configuration of which some values are given: everything else lies where a search starts, at the centre
/// of a range and at the first of several choices, or elsewhere if the constraints want it so.
final class Completion {
    private final SearchSpace space;
    private final Map<String, Object> given;
    private final Assembly assembly;

    /// @param given by name
    Completion(SearchSpace space, Map<String, Object> given) {
        this.space = space;
        this.given = given;
        this.assembly = new Assembly(space);
    }

    /// Nothing where a constraint is not satisfied.
    ///
    /// @throws IllegalArgumentException if a name takes no part, or cannot have its value
    Optional<Configuration> configuration() {
        if (!chosen()) {
            return Optional.empty();
        }
        var left = new LinkedHashSet<>(given.keySet());
        space.names().stream().filter(assembly::takesPart).forEach(left::remove);
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(
                    left.stream().map(each -> "'" + each + "'").collect(Collectors.joining(", "))
                            + (left.size() == 1 ? " takes" : " take") + " no part beside the other values");
        }
        return assembly.configuration(space.constraints()).filter(this::asGiven);
    }

    /// The same, whatever of what is given takes part.
    Optional<Configuration> around() {
        return chosen() ? assembly.configuration(space.constraints()) : Optional.empty();
    }

    /// Chooses a value for each parameter that takes part; false where there is none for one of them.
    private boolean chosen() {
        for (String key : space.order()) {
            if (assembly.active(key)) {
                var value = value(key);
                if (value.isEmpty()) {
                    return false;
                }
                assembly.choose(key, value.get());
            }
        }
        return true;
    }

    private Optional<Object> value(String key) {
        var parameter = space.parameter(key);
        if (parameter instanceof Zip zip && zip.names().stream().anyMatch(given::containsKey)) {
            return Optional.of(row(zip));
        }
        var wanted = given.get(key);
        if (wanted == null || parameter instanceof Zip) {
            return centre(key, parameter);
        }
        return Optional.of(asItTakes(parameter, wanted).orElseThrow(() -> refusal(key, parameter, wanted)));
    }

    private static IllegalArgumentException refusal(String key, Parameter parameter, Object wanted) {
        try {
            parameter.encode(wanted);
            return new IllegalArgumentException("%s: %s is none of its values".formatted(key, Values.text(wanted)));
        } catch (IllegalArgumentException e) {
            return new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    /// The value as the parameter itself would give it: `1` where a real number is wanted is `1.0`.
    private static Optional<Object> asItTakes(Parameter parameter, Object wanted) {
        if (parameter instanceof Parameter.Numeric numeric) {
            return Optional.of(wanted).filter(numeric::contains).map(each -> asNumber(numeric, (Number) each));
        }
        return parameter.values().filter(each -> Values.same(each, wanted)).findFirst();
    }

    private static Object asNumber(Parameter.Numeric parameter, Number wanted) {
        return parameter.decode(0) instanceof Long ? (Object) wanted.longValue() : (Object) wanted.doubleValue();
    }

    private Object row(Zip zip) {
        for (int row = 0; row < zip.rows().size(); row++) {
            var values = zip.rows().get(row);
            boolean fits = true;
            for (int i = 0; i < values.size(); i++) {
                var wanted = given.get(zip.names().get(i));
                fits &= wanted == null || Values.same(wanted, values.get(i));
            }
            if (fits) {
                return (long) row;
            }
        }
        throw new IllegalArgumentException("no row has these values of %s".formatted(String.join(", ", zip.names())));
    }

    private Optional<Object> centre(String key, Parameter parameter) {
        var narrowing = space.narrowing(key, assembly);
        double u = parameter instanceof Parameter.Numeric numeric
                ? narrowing.encode(numeric.decode(numeric.unitCenter()))
                : 0;
        return narrowing.decode(Math.clamp(u, 0.0, 1.0));
    }

    /// What follows from the others is what it was given as, if it was.
    private boolean asGiven(Configuration configuration) {
        return given.entrySet().stream()
                .allMatch(each -> Values.same(configuration.value(each.getKey()), each.getValue()));
    }
}
