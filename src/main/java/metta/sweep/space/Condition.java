package metta.sweep.space;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import metta.sweep.Ordered;

/// When a name takes part in a configuration: while each of these others has one of those values, and each formula
/// holds. A name that takes no part itself has no value.
public record Condition(SequencedMap<String, List<Object>> oneOf, List<Formula> formulas) {
    public static final Condition ALWAYS = new Condition(new LinkedHashMap<>(), List.of());

    public Condition {
        var canonical = new LinkedHashMap<String, List<Object>>();
        oneOf.forEach((name, values) ->
                canonical.put(name, values.stream().map(Values::canonical).toList()));
        oneOf = Ordered.copy(canonical);
        formulas = List.copyOf(formulas);
    }

    /// While another name has one of these values.
    public static Condition of(String name, List<Object> values) {
        var oneOf = new LinkedHashMap<String, List<Object>>();
        oneOf.put(name, values);
        return new Condition(oneOf, List.of());
    }

    public static Condition of(Formula formula) {
        return new Condition(new LinkedHashMap<>(), List.of(formula));
    }

    /// Both at once.
    public Condition and(Condition other) {
        var both = new LinkedHashMap<>(oneOf);
        other.oneOf.forEach((name, values) -> both.merge(
                name,
                values,
                (ours, theirs) -> ours.stream().filter(theirs::contains).toList()));
        var all = new LinkedHashSet<>(formulas);
        all.addAll(other.formulas);
        return new Condition(both, List.copyOf(all));
    }

    /// The names it depends on.
    public Set<String> names() {
        var names = new LinkedHashSet<>(oneOf.keySet());
        formulas.forEach(each -> names.addAll(each.names()));
        return names;
    }

    boolean holds(Function<String, Optional<Object>> values) {
        return oneOf.entrySet().stream()
                        .allMatch(each -> values.apply(each.getKey())
                                .filter(value -> each.getValue().stream().anyMatch(one -> Values.same(one, value)))
                                .isPresent())
                && formulas.stream().allMatch(each -> each.truth(values).orElse(false));
    }
}
