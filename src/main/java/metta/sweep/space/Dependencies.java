package metta.sweep.space;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;

/// Which sources depend on which others: through conditions, ties and formulas.
final class Dependencies {
    private final SequencedMap<String, Source> sources;
    private final Map<String, Condition> conditions;
    private final Map<String, String> owners = new HashMap<>();
    private final Set<String> ordered = new LinkedHashSet<>();

    /// @throws InvalidSpaceException if a name is there twice, depends on one that there is not, or on itself
    Dependencies(SequencedMap<String, Source> sources, Map<String, Condition> conditions) {
        this.sources = sources;
        this.conditions = conditions;
        sources.forEach((key, source) -> source.names(key).forEach(name -> {
            if (owners.putIfAbsent(name, key) != null) {
                throw new InvalidSpaceException(name, "the parameter '%s' is there twice".formatted(name));
            }
        }));
        sources.keySet().forEach(key -> visit(key, new LinkedHashSet<>()));
    }

    /// All sources, each after those that it depends on, otherwise in their own order.
    List<String> order() {
        return List.copyOf(ordered);
    }

    /// The source that gives a name its value, by the name.
    Map<String, String> owners() {
        return owners;
    }

    /// Whether every configuration has a value under that name.
    boolean certain(String name) {
        var key = Objects.requireNonNull(owners.get(name));
        return !conditions.containsKey(key)
                && switch (Objects.requireNonNull(sources.get(key))) {
                    case Parameter _ -> true;
                    case Tied(String to) -> certain(to);
                    case Derived(Formula formula) -> formula.names().stream().allMatch(this::certain);
                };
    }

    /// The last parameter, in that order, that has a say in whether a formula holds.
    String last(Formula constraint) {
        var deciding = new LinkedHashSet<String>();
        constraint.names().forEach(name -> decide(owner(constraint.text(), name), deciding));
        var order = new ArrayList<>(ordered);
        order.retainAll(deciding);
        if (order.isEmpty()) {
            throw new InvalidSpaceException(
                    constraint.text(), "'%s' says nothing about what can be chosen".formatted(constraint));
        }
        return order.getLast();
    }

    private void decide(String key, Set<String> deciding) {
        if (sources.get(key) instanceof Parameter) {
            deciding.add(key);
        } else {
            needs(key).forEach(each -> decide(each, deciding));
        }
    }

    private void visit(String key, Set<String> path) {
        if (ordered.contains(key)) {
            return;
        }
        if (!path.add(key)) {
            throw new InvalidSpaceException(
                    key, "'%s' depends on itself, by way of %s".formatted(key, String.join(", ", path)));
        }
        needs(key).forEach(each -> visit(each, path));
        path.remove(key);
        ordered.add(key);
    }

    /// What must be decided before.
    private Set<String> needs(String key) {
        var names = new LinkedHashSet<>(
                conditions.getOrDefault(key, Condition.ALWAYS).names());
        switch (Objects.requireNonNull(sources.get(key))) {
            case Tied(String to) -> names.add(to);
            case Derived(Formula formula) -> names.addAll(formula.names());
            case Parameter _ -> {}
        }
        var needs = new LinkedHashSet<String>();
        names.forEach(name -> needs.add(owner(key, name)));
        return needs;
    }

    private String owner(String key, String name) {
        var owner = owners.get(name);
        if (owner == null) {
            throw new InvalidSpaceException(key, "there is no parameter '%s'".formatted(name));
        }
        return owner;
    }
}
