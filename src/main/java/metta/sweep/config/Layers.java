package metta.sweep.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Lays descriptions of a sweep over each other. What a later one says goes over what an earlier one says, key by
/// key, but for what is only understood as a whole: a list, an optimizer or scheduler of another type, and a parameter
/// that says of which form it is, or has both bounds. Parameters are told apart by their full dotted names.
final class Layers {
    private static final String TYPE = "type";
    private static final Set<String> FORMS =
            Set.of("distribution", "values", "choices", "value", "same_as", "expr", "zip", "one_of");
    private static final Set<String> METRICS = Set.of("metric", "metrics");
    static final String PARAMETERS = "parameters";

    private Layers() {}

    /// @param layers the one that all others go over first
    static RawNode merged(List<Layer> layers) {
        return layers.stream()
                .map(Layer::root)
                .reduce((below, above) -> over(displaced(below, above), above))
                .orElseGet(() -> new RawNode.Mapping(Position.START, List.of()));
    }

    /// A description has one of two ways to say what is optimized.
    private static RawNode displaced(RawNode below, RawNode above) {
        boolean other = above instanceof RawNode.Mapping high
                && high.entries().stream()
                        .anyMatch(each -> METRICS.contains(each.key().text()));
        return other ? without(below, METRICS) : below;
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

    private static RawNode over(RawNode below, RawNode above) {
        boolean other = above instanceof RawNode.Mapping map
                && map.entries().stream().anyMatch(each -> each.key().text().equals(TYPE));
        if (!(below instanceof RawNode.Mapping low) || !(above instanceof RawNode.Mapping high) || other) {
            return above;
        }
        var entries = new LinkedHashMap<String, RawNode.Entry>();
        low.entries().forEach(each -> entries.put(each.key().text(), each));
        high.entries().forEach(each -> entries.merge(each.key().text(), each, Layers::over));
        return new RawNode.Mapping(high.at(), List.copyOf(entries.values()));
    }

    private static RawNode.Entry over(RawNode.Entry below, RawNode.Entry above) {
        boolean parameters = above.key().text().equals(PARAMETERS)
                && below.value() instanceof RawNode.Mapping
                && above.value() instanceof RawNode.Mapping;
        var value = parameters
                ? parameters((RawNode.Mapping) below.value(), (RawNode.Mapping) above.value())
                : over(below.value(), above.value());
        return new RawNode.Entry(above.key(), value);
    }

    /// In the order of the lower ones; what is new comes last. A name that one of the two has twice stays there twice,
    /// to be refused where parameters are read.
    private static RawNode.Mapping parameters(RawNode.Mapping below, RawNode.Mapping above) {
        var all = distinct(flat("", below));
        int lower = all.size();
        for (var entry : distinct(flat("", above))) {
            int at = place(all.subList(0, lower), entry.key());
            if (at < 0) {
                all.add(entry);
            } else {
                all.set(at, parameter(all.get(at), entry));
            }
        }
        return new RawNode.Mapping(above.at(), List.copyOf(all));
    }

    /// A name that is there for the second time is nested again, so that the two stay apart.
    private static List<RawNode.Entry> distinct(List<RawNode.Entry> entries) {
        var distinct = new ArrayList<RawNode.Entry>();
        for (var entry : entries) {
            var name = entry.key().text();
            int dot = name.lastIndexOf('.');
            distinct.add(dot < 0 || index(distinct, name) < 0 ? entry : nested(entry, dot));
        }
        return distinct;
    }

    private static RawNode.Entry nested(RawNode.Entry entry, int dot) {
        var key = entry.key();
        var outer = new RawNode.Scalar(key.at(), key.text().substring(0, dot), key.plain());
        var inner = new RawNode.Scalar(key.at(), key.text().substring(dot + 1), key.plain());
        return new RawNode.Entry(
                outer, new RawNode.Mapping(key.at(), List.of(new RawNode.Entry(inner, entry.value()))));
    }

    private static int index(List<RawNode.Entry> entries, String name) {
        return IntStream.range(0, entries.size())
                .filter(at -> entries.get(at).key().text().equals(name))
                .findFirst()
                .orElse(-1);
    }

    /// A variable of the environment is in capitals, whatever the parameter is.
    private static int place(List<RawNode.Entry> entries, RawNode.Scalar key) {
        int exact = index(entries, key.text());
        boolean capitals = exact < 0 && key.at().source().startsWith(Layer.VARIABLE);
        return capitals
                ? IntStream.range(0, entries.size())
                        .filter(at -> entries.get(at).key().text().equalsIgnoreCase(key.text()))
                        .findFirst()
                        .orElse(-1)
                : exact;
    }

    private static RawNode.Entry parameter(RawNode.Entry below, RawNode.Entry above) {
        boolean partial =
                below.value() instanceof RawNode.Mapping && above.value() instanceof RawNode.Mapping map && !whole(map);
        return new RawNode.Entry(below.key(), partial ? over(below.value(), above.value()) : above.value());
    }

    /// Whether a map says everything about the parameter that it describes.
    private static boolean whole(RawNode.Mapping map) {
        var said = map.entries().stream().map(each -> each.key().text()).toList();
        return said.stream().anyMatch(FORMS::contains) || said.containsAll(List.of("min", "max"));
    }

    /// The parameters with their full names. A group that takes part only under a condition stays together.
    private static List<RawNode.Entry> flat(String prefix, RawNode.Mapping group) {
        var entries = new ArrayList<RawNode.Entry>();
        for (var entry : group.entries()) {
            var key = entry.key();
            var name = prefix + key.text();
            if (Nesting.of(entry.value()) && !conditional((RawNode.Mapping) entry.value())) {
                entries.addAll(flat(name + ".", (RawNode.Mapping) entry.value()));
            } else {
                entries.add(new RawNode.Entry(new RawNode.Scalar(key.at(), name, key.plain()), entry.value()));
            }
        }
        return entries;
    }

    private static boolean conditional(RawNode.Mapping group) {
        return group.entries().stream()
                .anyMatch(each -> each.key().text().equals(ParametersReader.WHEN)
                        || each.key().text().equals(ParametersReader.ONE_OF));
    }
}
