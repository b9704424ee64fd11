package metta.sweep.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import metta.sweep.space.Belief;
import metta.sweep.space.Categorical;
import metta.sweep.space.Condition;
import metta.sweep.space.Formula;
import metta.sweep.space.InvalidSpaceException;
import metta.sweep.space.Parameter;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Source;
import metta.sweep.space.Zip;

/// Collects the parts of a search space as they are read, and puts them together once all names are known.
final class SpaceDraft {
    private final SequencedMap<String, Source> sources = new LinkedHashMap<>();
    private final Map<String, YamlNode> nodes = new HashMap<>();
    private final Map<String, Premise> premises = new HashMap<>();
    private final SequencedMap<Formula, YamlNode> constraints = new LinkedHashMap<>();
    private final SequencedMap<String, Belief> beliefs = new LinkedHashMap<>();
    private final Defaults defaults = new Defaults();

    /// The names of parameters that have mistakes.
    private final Set<String> mistaken = new LinkedHashSet<>();

    /// @param prefix of the names beside it, with its dot
    void add(String name, YamlNode node, String prefix, Premise outer) {
        var premise = node.isMap()
                ? node.map()
                        .find(ParametersReader.WHEN)
                        .map(when -> outer.and(when, prefix))
                        .orElse(outer)
                : outer;
        ParameterReader.read(node, prefix)
                .ifPresentOrElse(
                        source -> put(name, source, node, premise),
                        () -> mistaken.addAll(ParameterReader.names(name, node, prefix)));
        if (node.isMap()) {
            node.map().find(PriorReader.PRIOR).ifPresent(each -> believe(name, each));
            node.map().find(Defaults.DEFAULT).ifPresent(each -> defaults.add(name, each, prefix));
        }
    }

    void choose(
            String name,
            List<Object> choices,
            YamlNode node,
            Premise premise,
            Optional<YamlNode> usual,
            Optional<YamlNode> prior) {
        usual.ifPresent(each -> defaults.add(name, each, ""));
        node.attempt(() -> new Categorical(choices))
                .ifPresentOrElse(source -> put(name, source, node, premise), () -> mistaken.add(name));
        prior.ifPresent(each -> believe(name, each));
    }

    /// Of what has mistakes nothing can be said.
    private void believe(String name, YamlNode prior) {
        if (sources.get(name) instanceof Parameter parameter) {
            PriorReader.read(prior, parameter).ifPresent(belief -> beliefs.put(name, belief));
        }
    }

    private void put(String name, Source source, YamlNode node, Premise premise) {
        sources.put(name, source);
        nodes.put(name, node);
        premises.put(name, premise);
    }

    void constrain(YamlNode list) {
        if (list.isMap()) {
            list.problem("must be a list of comparisons such as [a < b], got a map; " + References.OF_METRICS);
            return;
        }
        list.items()
                .forEach(item -> ParameterReader.formula(item).ifPresent(formula -> {
                    if (formula.names().isEmpty()) {
                        item.problem(
                                "'%s' says nothing about what can be chosen".formatted(Spelling.shown(formula.text())));
                    } else {
                        constraints.put(formula, item);
                    }
                }));
    }

    /// @param otherwise what problems of the whole are noted at
    ParametersReader.Space space(YamlNode otherwise) {
        var references = new References(byName(), mistaken);
        boolean known = true;
        for (var entry : sources.entrySet()) {
            known &= references.known(entry.getValue(), node(entry.getKey(), otherwise));
        }
        for (var entry : constraints.entrySet()) {
            known &= references.constrainable(entry.getKey(), entry.getValue());
        }
        SequencedMap<String, Condition> conditions = new LinkedHashMap<>();
        sources.keySet().forEach(name -> {
            var condition = premises.getOrDefault(name, Premise.NONE).read(references);
            if (!condition.equals(Condition.ALWAYS)) {
                conditions.put(name, condition);
            }
        });
        var whole = known ? put(conditions, otherwise) : Optional.<SearchSpace>empty();
        var space = whole.orElseGet(this::plain);
        defaults.check(space);
        var names = new LinkedHashSet<>(references.sources().keySet());
        names.addAll(sources.keySet());
        names.addAll(mistaken);
        return new ParametersReader.Space(space, whole.isPresent() && mistaken.isEmpty(), names, defaults);
    }

    private Optional<SearchSpace> put(SequencedMap<String, Condition> conditions, YamlNode otherwise) {
        try {
            var space = new SearchSpace(sources, conditions, List.copyOf(constraints.keySet()), beliefs);
            var feasibility = new Feasibility(space, constraints);
            if (feasibility.comparisons() && mistaken.isEmpty()) {
                feasibility.check(otherwise, name -> place(name, otherwise));
            }
            return Optional.of(space);
        } catch (InvalidSpaceException e) {
            place(e.name(), otherwise).problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /// Where a constraint stands, or a parameter.
    private YamlNode place(String name, YamlNode otherwise) {
        return constraints.entrySet().stream()
                .filter(each -> each.getKey().text().equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> node(name, otherwise));
    }

    /// What can be said without what does not fit.
    private SearchSpace plain() {
        SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
        sources.forEach((name, source) -> {
            if (source instanceof Parameter parameter && !(source instanceof Zip)) {
                parameters.put(name, parameter);
            }
        });
        return new SearchSpace(parameters);
    }

    private Map<String, Source> byName() {
        var named = new LinkedHashMap<String, Source>();
        sources.forEach((key, source) -> source.names(key).forEach(name -> named.put(name, source)));
        return named;
    }

    private YamlNode node(String name, YamlNode otherwise) {
        return nodes.getOrDefault(name, otherwise);
    }
}
