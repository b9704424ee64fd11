package metta.sweep.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/// Reads which bounds metrics of a trial have to keep: for each metric a map of `min`, `max` or both.
///
/// @param parameters the names of those that no metric is known to have too
record OutcomeConstraintsReader(Set<String> parameters) {
    static final String OUTCOME_CONSTRAINTS = "outcome_constraints";
    static final String MIN = "min";
    static final String MAX = "max";

    List<OutcomeConstraint> read(YamlNode node) {
        if (!(node.raw() instanceof RawNode.Mapping given)) {
            node.problem(
                    "must be a map of metrics to their bounds, such as {latency_ms: {max: 50}}; got " + node.kind());
            return List.of();
        }
        var all = new ArrayList<OutcomeConstraint>();
        var metrics = new HashSet<String>();
        for (var entry : OutcomeConstraintLayers.flat(given).entries()) {
            var metric = entry.key().text();
            var bounds = node.child(entry.value(), metric);
            if (!metrics.add(metric)) {
                bounds.problem("the metric '%s' is there twice".formatted(Spelling.shown(metric)));
            } else if (parameters.contains(metric)) {
                bounds.problem("%s is a parameter; bounds on parameters belong under constraints"
                        .formatted(Spelling.shown(metric)));
            } else {
                all.addAll(bounds(metric, bounds));
            }
        }
        return all;
    }

    /// The lower one first.
    private static List<OutcomeConstraint> bounds(String metric, YamlNode node) {
        if (!node.isMap()) {
            node.problem("must be a map of min, max or both, such as {max: 50}; got " + node.kind());
            return List.of();
        }
        YamlMap map = node.map();
        var min = limit(map, MIN);
        var max = limit(map, MAX);
        boolean none = !map.has(MIN) && !map.has(MAX);
        if (map.rejectUnknownKeys() && none) {
            node.problem("has neither min nor max; say what the metric has to keep, such as {max: 50}");
        }
        if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
            node.problem("min must not be above max, got min %s and max %s".formatted(min.get(), max.get()));
            return List.of();
        }
        return node.attempt(() -> Stream.concat(
                                min.stream().map(limit -> OutcomeConstraint.atLeast(metric, limit)),
                                max.stream().map(limit -> OutcomeConstraint.atMost(metric, limit)))
                        .toList())
                .orElse(List.of());
    }

    /// None where it is said that there is none, to take away what a description below this one says.
    private static Optional<Double> limit(YamlMap map, String side) {
        return map.find(side).filter(node -> !takenAway(node)).flatMap(YamlNode::number);
    }

    private static boolean takenAway(YamlNode node) {
        return node.isNothing()
                || (node.raw() instanceof RawNode.Scalar scalar && scalar.text().equals(Edit.NONE));
    }

    static SequencedMap<String, Object> toTree(List<OutcomeConstraint> constraints) {
        SequencedMap<String, SequencedMap<String, Object>> tree = new LinkedHashMap<>();
        constraints.forEach(each ->
                tree.computeIfAbsent(each.metric(), _ -> new LinkedHashMap<>()).put(key(each), each.limit()));
        return new LinkedHashMap<>(tree);
    }

    private static String key(OutcomeConstraint constraint) {
        return switch (constraint.side()) {
            case AT_LEAST -> MIN;
            case AT_MOST -> MAX;
        };
    }
}
