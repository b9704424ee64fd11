package metta.sweep.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Lays descriptions of a sweep over each other. What a later one says goes over what an earlier one says, key by
/// key, but for what is only understood as a whole: a list, an optimizer or scheduler of another type, and a parameter
/// that says of which form it is, or has both bounds. Parameters are told apart by their full dotted names.
final class Layers {
    private static final String TYPE = "type";
    private static final String NAME = "name";
    private static final Set<String> METRICS = Set.of("metric", "metrics");
    static final String PARAMETERS = "parameters";

    private RawNode merged = new RawNode.Mapping(Position.START, List.of());
    private final List<Stranger> strangers = new ArrayList<>();
    private final LostDefaults first = new LostDefaults();

    /// @param layers the one that all others go over first
    Layers(List<Layer> layers) {
        layers.forEach(layer -> {
            var strange = layer.adds() ? List.<Stranger>of() : Stranger.in(layer.root(), merged);
            strangers.addAll(strange);
            var root = withoutStrangers(layer.root(), strange);
            first.lay(root, merged);
            merged = over(displaced(merged, root), root);
        });
        merged = first.settled(merged);
    }

    /// What to tell about the first trial, where it is another than is described.
    List<String> notes() {
        return first.notes();
    }

    RawNode merged() {
        return merged;
    }

    /// What layers that may add no parameters say of parameters that those below them do not have.
    List<Stranger> strangers() {
        return List.copyOf(strangers);
    }

    /// A description has one of two ways to say what is optimized. What names a metric is about that one alone.
    private static RawNode displaced(RawNode below, RawNode above) {
        var metric = child(above, "metric");
        boolean other = child(above, "metrics").isPresent()
                || metric.filter(each -> !(each instanceof RawNode.Mapping)
                                || child(each, NAME).isPresent())
                        .isPresent();
        return other ? without(below, METRICS) : below;
    }

    static Optional<RawNode> child(RawNode node, String name) {
        return node instanceof RawNode.Mapping map
                ? map.entries().stream()
                        .filter(each -> each.key().text().equals(name))
                        .map(RawNode.Entry::value)
                        .findFirst()
                : Optional.empty();
    }

    static RawNode without(RawNode node, Set<String> keys) {
        return node instanceof RawNode.Mapping map
                ? new RawNode.Mapping(
                        map.at(),
                        map.entries().stream()
                                .filter(each -> !keys.contains(each.key().text()))
                                .toList())
                : node;
    }

    private static boolean otherType(RawNode below, RawNode above) {
        var type = child(above, TYPE);
        return type.isPresent()
                && !type.flatMap(Layers::text).equals(child(below, TYPE).flatMap(Layers::text));
    }

    private static Optional<String> text(RawNode node) {
        return node instanceof RawNode.Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
    }

    static RawNode over(RawNode below, RawNode above) {
        if (!(below instanceof RawNode.Mapping low)
                || !(above instanceof RawNode.Mapping high)
                || otherType(low, high)) {
            return above;
        }
        var entries = new LinkedHashMap<String, RawNode.Entry>();
        low.entries().forEach(each -> entries.put(each.key().text(), each));
        high.entries().forEach(each -> entries.merge(each.key().text(), each, Layers::over));
        return new RawNode.Mapping(high.at(), List.copyOf(entries.values()));
    }

    /// Without parameters that there are not, of which it is said so: whatever else is wrong with them does not matter.
    private static RawNode withoutStrangers(RawNode root, List<Stranger> strangers) {
        var names = strangers.stream().map(Stranger::name).collect(Collectors.toSet());
        if (names.isEmpty() || !(root instanceof RawNode.Mapping map)) {
            return root;
        }
        return new RawNode.Mapping(
                map.at(),
                map.entries().stream()
                        .map(each -> each.key().text().equals(PARAMETERS)
                                        && each.value() instanceof RawNode.Mapping parameters
                                ? new RawNode.Entry(each.key(), without(ParameterLayers.flat(parameters), names))
                                : each)
                        .toList());
    }

    private static RawNode.Entry over(RawNode.Entry below, RawNode.Entry above) {
        var key = above.key().text();
        boolean maps = below.value() instanceof RawNode.Mapping && above.value() instanceof RawNode.Mapping;
        return new RawNode.Entry(
                above.key(),
                maps
                        ? over(key, (RawNode.Mapping) below.value(), (RawNode.Mapping) above.value())
                        : over(Shorthand.inFull(key, below.value()), above.value()));
    }

    private static RawNode over(String key, RawNode.Mapping below, RawNode.Mapping above) {
        return switch (key) {
            case PARAMETERS -> ParameterLayers.merged(below, above);
            case OutcomeConstraintsReader.OUTCOME_CONSTRAINTS -> OutcomeConstraintLayers.merged(below, above);
            default -> over(below, above);
        };
    }
}
