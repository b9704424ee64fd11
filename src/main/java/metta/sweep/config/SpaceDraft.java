package metta.sweep.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
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
    private final Defaults defaults = new Defaults();

    /// What the program takes where it is told nothing, as far as was read.
    Defaults defaults() {
        return defaults;
    }

    /// @param prefix of the names beside it, with its dot
    void add(String name, YamlNode node, String prefix, Premise outer) {
        var premise = node.isMap()
                ? node.map()
                        .find(ParametersReader.WHEN)
                        .map(when -> outer.and(when, prefix))
                        .orElse(outer)
                : outer;
        ParameterReader.read(node, prefix).ifPresent(source -> put(name, source, node, premise));
        if (node.isMap()) {
            node.map().find(Defaults.DEFAULT).ifPresent(each -> defaults.add(name, each, prefix));
        }
    }

    void choose(String name, List<Object> choices, YamlNode node, Premise premise, Optional<YamlNode> usual) {
        usual.ifPresent(each -> defaults.add(name, each, ""));
        node.attempt(() -> new Categorical(choices)).ifPresent(source -> put(name, source, node, premise));
    }

    private void put(String name, Source source, YamlNode node, Premise premise) {
        sources.put(name, source);
        nodes.put(name, node);
        premises.put(name, premise);
    }

    void constrain(YamlNode list) {
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
    SearchSpace space(YamlNode otherwise) {
        var references = new References(byName());
        boolean known = true;
        for (var entry : sources.entrySet()) {
            known &= references.known(entry.getValue(), node(entry.getKey(), otherwise));
        }
        for (var entry : constraints.entrySet()) {
            known &= references.known(entry.getKey(), entry.getValue());
        }
        SequencedMap<String, Condition> conditions = new LinkedHashMap<>();
        sources.keySet().forEach(name -> {
            var condition = premises.getOrDefault(name, Premise.NONE).read(references);
            if (!condition.equals(Condition.ALWAYS)) {
                conditions.put(name, condition);
            }
        });
        var space = known ? put(conditions, otherwise) : plain();
        defaults.check(space);
        return space;
    }

    private SearchSpace put(SequencedMap<String, Condition> conditions, YamlNode otherwise) {
        try {
            var space = new SearchSpace(sources, conditions, List.copyOf(constraints.keySet()));
            new Feasibility(space, constraints).check(otherwise);
            return space;
        } catch (InvalidSpaceException e) {
            var constraint = constraints.entrySet().stream()
                    .filter(each -> each.getKey().text().equals(e.name()))
                    .findFirst();
            constraint
                    .map(Map.Entry::getValue)
                    .orElseGet(() -> node(e.name(), otherwise))
                    .problem(String.valueOf(e.getMessage()));
            return plain();
        }
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
