package metta.sweep.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import metta.sweep.space.Belief;
import metta.sweep.space.Categorical;
import metta.sweep.space.InvalidParameterException;
import metta.sweep.space.Parameter;

/// Reads where the best value of a parameter is believed to be, and writes it.
final class PriorReader {
    /// The key in a parameter.
    static final String PRIOR = "prior";

    private PriorReader() {}

    /// Of a range `min`, `max` and `confidence`; of choices a map of weights.
    static Optional<Belief> read(YamlNode node, Parameter parameter) {
        if (!node.isMap()) {
            node.problem("must be a map: %s"
                    .formatted(
                            parameter instanceof Categorical
                                    ? "choices and how likely each is, such as {%s: 3}"
                                            .formatted(parameter
                                                    .values()
                                                    .findFirst()
                                                    .orElseThrow())
                                    : "min, max and confidence"));
            return Optional.empty();
        }
        return parameter instanceof Categorical choice ? weights(node, choice) : between(node, parameter);
    }

    private static Optional<Belief> between(YamlNode node, Parameter parameter) {
        var map = node.map();
        var min = map.require("min");
        var max = map.require("max");
        var confidence = map.find("confidence");
        map.rejectUnknownKeys();
        var low = min.flatMap(YamlNode::value);
        var high = max.flatMap(YamlNode::value);
        var sure = confidence.isEmpty()
                ? Optional.of(Belief.Between.USUAL_CONFIDENCE)
                : confidence.flatMap(YamlNode::number);
        if (low.isEmpty() || high.isEmpty() || sure.isEmpty()) {
            return Optional.empty();
        }
        try {
            var belief = new Belief.Between(low.get(), high.get(), sure.get());
            belief.check(parameter);
            return Optional.of(belief);
        } catch (InvalidParameterException e) {
            map.find(e.part()).orElse(node).problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /// A choice of which nothing is said has the weight 1.
    private static Optional<Belief> weights(YamlNode node, Categorical choice) {
        var weights = new ArrayList<>(Collections.nCopies(choice.choices().size(), 1.0));
        boolean whole = true;
        for (var entry : node.map().entries().entrySet()) {
            var places = places(entry.getKey(), choice.choices());
            var weight = entry.getValue().number();
            if (places.size() != 1) {
                entry.getValue()
                        .problem("'%s' is %s of the choices"
                                .formatted(Spelling.shown(entry.getKey()), places.isEmpty() ? "none" : "two"));
            } else if (weight.isPresent() && !(weight.get() > 0)) {
                entry.getValue().problem("must be above 0, got " + weight.get());
            } else {
                weight.ifPresent(each -> weights.set(places.getFirst(), each));
            }
            whole &= places.size() == 1 && weight.filter(each -> each > 0).isPresent();
        }
        return whole
                ? node.attempt(() -> {
                    var belief = new Belief.Weighted(weights);
                    belief.check(choice);
                    return belief;
                })
                : Optional.empty();
    }

    private static List<Integer> places(String key, List<Object> choices) {
        var meant = YamlReader.word(key);
        var places = new ArrayList<Integer>();
        for (int i = 0; i < choices.size(); i++) {
            var choice = choices.get(i);
            if (String.valueOf(choice).equals(key)
                    || meant.filter(choice::equals).isPresent()) {
                places.add(i);
            }
        }
        return places;
    }

    static SequencedMap<String, Object> toTree(Belief belief, Parameter parameter) {
        SequencedMap<String, Object> tree = new LinkedHashMap<>();
        switch (belief) {
            case Belief.Between(var min, var max, double confidence) -> {
                tree.put("min", min);
                tree.put("max", max);
                tree.put("confidence", confidence);
            }
            case Belief.Weighted(var weights) -> {
                var choices = parameter.values().toList();
                for (int i = 0; i < choices.size(); i++) {
                    tree.put(String.valueOf(choices.get(i)), weights.get(i));
                }
            }
        }
        return tree;
    }
}
