package metta.sweep.space;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/// A configuration on its way: what has been chosen so far, and what follows from that.
final class Assembly {
    private final SearchSpace space;

    /// What was chosen, by the name in the configuration.
    private final Map<String, Object> chosen = new HashMap<>();

    Assembly(SearchSpace space) {
        this.space = space;
    }

    /// @param value of the parameter: for a [Zip] the number of a row
    void choose(String key, Object value) {
        if (space.source(key) instanceof Zip zip) {
            var row = zip.row(value);
            for (int i = 0; i < row.size(); i++) {
                chosen.put(zip.names().get(i), row.get(i));
            }
        } else {
            chosen.put(key, value);
        }
    }

    void takeBack(String key) {
        space.source(key).names(key).forEach(chosen::remove);
    }

    /// Whether the source takes part, as far as is known.
    boolean active(String key) {
        return space.condition(key).holds(this::value);
    }

    /// The value of a name, if it has one.
    Optional<Object> value(String name) {
        var value = chosen.get(name);
        if (value != null) {
            return Optional.of(value);
        }
        var key = space.owner(name);
        return switch (space.source(key)) {
            case Tied(String to) when active(key) -> value(to);
            case Derived(Formula formula) when active(key) -> formula.value(this::value);
            case Tied _, Derived _, Parameter _ -> Optional.empty();
        };
    }

    /// Whether a constraint holds. One over a name that takes no part says nothing.
    boolean satisfies(Formula constraint) {
        return !constraint.names().stream().allMatch(this::takesPart)
                || constraint.truth(this::value).orElse(false);
    }

    /// The whole configuration, once everything is chosen; nothing if a constraint is not satisfied, or a formula
    /// has no value.
    Optional<Configuration> configuration(List<Formula> constraints) {
        SequencedMap<String, Object> values = new LinkedHashMap<>();
        for (String name : space.names()) {
            var value = value(name);
            value.ifPresent(each -> values.put(name, each));
            if (value.isEmpty() && takesPart(name)) {
                return Optional.empty();
            }
        }
        return constraints.stream().allMatch(this::satisfies)
                ? Optional.of(new Configuration(values))
                : Optional.empty();
    }

    /// Whether a name has a value in the end, as far as is known.
    boolean takesPart(String name) {
        var key = Objects.requireNonNull(space.owner(name));
        return active(key)
                && switch (space.source(key)) {
                    case Parameter _ -> chosen.containsKey(name);
                    case Tied(String to) -> takesPart(to);
                    case Derived(Formula formula) -> formula.names().stream().allMatch(this::takesPart);
                };
    }
}
