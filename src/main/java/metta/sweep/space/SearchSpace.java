package metta.sweep.space;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/// What a sweep may try: parameters in the order of its file, what follows from them, when each takes
/// part, and which combinations there are not; and the way between configurations and the unit cube.
///
/// The cube has one coordinate for each parameter with something to choose, in order; fixed values and
/// single choices take no coordinate and are part of every configuration. Where a parameter takes no
/// part, its coordinate means nothing: it is NaN in what comes back from a configuration.
public final class SearchSpace {
    private final SequencedMap<String, Source> sources;
    private final SequencedMap<String, Condition> conditions;
    private final List<Formula> constraints;
    private final SequencedMap<String, Belief> beliefs;
    private final SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
    private final List<String> names;
    private final List<String> certainNames;
    private final List<String> freeNames;
    private final Map<String, String> owners;
    private final Map<String, Integer> coordinates = new HashMap<>();

    /// Each parameter after those that it depends on.
    private final List<String> order = new ArrayList<>();

    /// The constraints that a parameter is the last to decide, in that order.
    private final Map<String, List<Formula>> decided = new HashMap<>();

    /// @param sources by name, in the order of the file; a [Zip] by any name
    /// @param conditions of those that do not always take part
    /// @param constraints what holds of every configuration that has all the values that it speaks of
    /// @throws InvalidSpaceException if a name is there twice, depends on one that there is not, or on
    ///     itself
    public SearchSpace(
            SequencedMap<String, ? extends Source> sources,
            SequencedMap<String, Condition> conditions,
            List<Formula> constraints) {
        this(sources, conditions, constraints, new LinkedHashMap<>());
    }

    /// The same with beliefs of where the best values are, by parameter. They change nothing of what
    /// may be tried.
    ///
    /// @throws InvalidParameterException if a parameter has no such values
    public SearchSpace(
            SequencedMap<String, ? extends Source> sources,
            SequencedMap<String, Condition> conditions,
            List<Formula> constraints,
            SequencedMap<String, Belief> beliefs) {
        this.sources = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(sources));
        this.conditions = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(conditions));
        this.constraints = List.copyOf(constraints);
        this.beliefs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(beliefs));
        var dependencies = new Dependencies(this.sources, this.conditions);
        owners = dependencies.owners();
        names = this.sources.entrySet().stream()
                .map(each -> each.getValue().names(each.getKey()))
                .flatMap(Collection::stream)
                .toList();
        certainNames = names.stream().filter(dependencies::certain).toList();
        this.sources.forEach((key, source) -> {
            if (source instanceof Parameter parameter) {
                parameters.put(key, parameter);
            }
        });
        freeNames = parameters.entrySet().stream()
                .filter(each -> each.getValue().free())
                .map(Map.Entry::getKey)
                .toList();
        freeNames.forEach(each -> coordinates.put(each, coordinates.size()));
        dependencies.order().stream().filter(parameters::containsKey).forEach(order::add);
        this.constraints.forEach(each -> decided.computeIfAbsent(dependencies.last(each), _ -> new ArrayList<>())
                .add(each));
        names.forEach(SearchSpace::checkName);
        beliefs.forEach((name, belief) -> belief.check(parameter(name)));
    }

    /// Parameters that always take part, and any combination of which will do.
    public SearchSpace(SequencedMap<String, Parameter> parameters) {
        this(parameters, new LinkedHashMap<>(), List.of());
    }

    public SequencedMap<String, Source> sources() {
        return sources;
    }

    public SequencedMap<String, Condition> conditions() {
        return conditions;
    }

    public List<Formula> constraints() {
        return constraints;
    }

    /// Where the best values are believed to be, by parameter.
    public SequencedMap<String, Belief> beliefs() {
        return beliefs;
    }

    /// All that can be chosen, and fixed values, in order.
    public SequencedMap<String, Parameter> parameters() {
        return Collections.unmodifiableSequencedMap(parameters);
    }

    /// The names that a configuration may have, in order.
    public List<String> names() {
        return names;
    }

    /// Those of them that every configuration has, in order.
    public List<String> certainNames() {
        return certainNames;
    }

    /// The parameters with something to choose: what the coordinates stand for.
    public List<String> freeNames() {
        return freeNames;
    }

    public int dimensions() {
        return freeNames.size();
    }

    /// Whether there may be points at which there is no configuration.
    public boolean rejects() {
        return !constraints.isEmpty() || sources.values().stream().anyMatch(Derived.class::isInstance);
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

    /// The configuration at a point of the unit cube, in order; nothing where a constraint is not
    /// satisfied.
    ///
    /// @throws IllegalArgumentException if the point has not [#dimensions()] coordinates, each in [0,
    ///     1]
    public Optional<Configuration> decode(double[] unitPoint) {
        if (unitPoint.length != dimensions()) {
            throw new IllegalArgumentException(
                    "the search space has %d dimensions, the point has %d".formatted(dimensions(), unitPoint.length));
        }
        var assembly = new Assembly(this);
        for (String key : order) {
            if (assembly.active(key)) {
                Integer coordinate = coordinates.get(key);
                var value = narrowing(key, assembly).decode(coordinate == null ? 0 : unitPoint[coordinate]);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                assembly.choose(key, value.get());
            }
        }
        return assembly.configuration(constraints);
    }

    /// What parameters choose, for each that takes part, as the configuration that the program gets:
    /// with what follows from it, and without what takes no part. Nothing where a constraint is not
    /// satisfied.
    ///
    /// @param choices by parameter: for a [Zip] the number of a row
    public Optional<Configuration> assemble(Map<String, Object> choices) {
        var assembly = new Assembly(this);
        for (String key : order) {
            if (assembly.active(key)) {
                assembly.choose(key, Objects.requireNonNull(choices.get(key), key));
            }
        }
        return assembly.configuration(constraints);
    }

    /// What the parameters that take part in a configuration chose; nothing if one of them has no
    /// value in it, or a name is there that takes no part.
    public Optional<SequencedMap<String, Object>> choices(Configuration configuration) {
        return new Disassembly(this, configuration).choices();
    }

    /// The point of the unit cube at which a configuration lies: NaN where a parameter takes no part.
    ///
    /// @throws IllegalArgumentException if the configuration is not in the space
    public double[] encode(Configuration configuration) {
        return new Disassembly(this, configuration).point(coordinates);
    }

    /// Whether the configuration is one of the space: exactly the names that take part, each with a
    /// value it can take, and no constraint against it.
    public boolean contains(Configuration configuration) {
        return choices(configuration)
                .filter(all -> all.entrySet().stream()
                        .allMatch(each -> parameter(each.getKey()).contains(each.getValue())))
                .flatMap(this::assemble)
                .filter(configuration::equals)
                .isPresent();
    }

    /// The configuration in which these names have these values, and everything else lies where a
    /// search starts: at the centre of a range, at the first of several choices. Nothing where a
    /// constraint is not satisfied.
    ///
    /// @throws IllegalArgumentException if a name takes no part with these others, or cannot have its
    ///     value
    public Optional<Configuration> completed(Map<String, Object> given) {
        return new Completion(this, given).configuration();
    }

    /// The same for values of which some may not take part beside the others: those are left out.
    ///
    /// @throws IllegalArgumentException if a name that takes part cannot have its value
    public Optional<Configuration> around(Map<String, Object> values) {
        return new Completion(this, values).around();
    }

    /// The same space in which any combination will do.
    public SearchSpace withoutConstraints() {
        return constraints.isEmpty() ? this : new SearchSpace(sources, conditions, List.of(), beliefs);
    }

    /// The same space in which some parameters have one value alone, whatever was believed of them.
    ///
    /// @param values by name in a configuration; of a [Zip] all that it has
    public SearchSpace fixing(Map<String, Object> values) {
        var changed = new LinkedHashMap<String, Source>(sources);
        changed.replaceAll((key, source) -> switch (source) {
            case Zip zip -> zip.find(values).<Source>map(zip::only).orElse(zip);
            case Parameter _ when values.containsKey(key) -> new Fixed(values.get(key));
            default -> source;
        });
        var believed = new LinkedHashMap<>(beliefs);
        believed.keySet().removeAll(values.keySet());
        return new SearchSpace(changed, conditions, constraints, believed);
    }

    /// Each parameter after those that it depends on.
    List<String> order() {
        return Collections.unmodifiableList(order);
    }

    Source source(String key) {
        return Objects.requireNonNull(sources.get(key));
    }

    Condition condition(String key) {
        return conditions.getOrDefault(key, Condition.ALWAYS);
    }

    /// The source that gives a name its value.
    String owner(String name) {
        return Objects.requireNonNull(owners.get(name));
    }

    Narrowing narrowing(String key, Assembly assembly) {
        return new Narrowing(key, parameter(key), decided.getOrDefault(key, List.of()), assembly);
    }

    private static void checkName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a parameter's name must not be blank");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SearchSpace space
                && List.copyOf(space.sources.entrySet()).equals(List.copyOf(sources.entrySet()))
                && space.conditions.equals(conditions)
                && space.constraints.equals(constraints)
                && space.beliefs.equals(beliefs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sources, conditions, constraints, beliefs);
    }

    @Override
    public String toString() {
        return "SearchSpace" + sources;
    }
}
