package metta.sweep.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Lays the parameters of one description over those of another. They are told apart by their full dotted names.
final class ParameterLayers {
    private static final Set<String> FORMS =
            Set.of("distribution", "values", "choices", "value", "same_as", "expr", "zip", "one_of");

    private ParameterLayers() {}

    /// In the order of the lower ones; what is new comes last. A name that one of the two has twice stays there twice,
    /// to be refused where parameters are read.
    static RawNode.Mapping merged(RawNode.Mapping below, RawNode.Mapping above) {
        var lower = flat(below);
        var known = names(lower);
        var changes = new HashMap<String, RawNode>();
        var added = new ArrayList<RawNode.Entry>();
        for (var entry : flat(above).entries()) {
            meant(entry.key(), known).ifPresentOrElse(name -> changes.put(name, entry.value()), () -> added.add(entry));
        }
        var all = new ArrayList<>(mapped(
                        lower,
                        "",
                        (name, old) -> Optional.ofNullable(changes.get(name))
                                .map(each -> over(old, each))
                                .orElse(old))
                .entries());
        all.addAll(added);
        return new RawNode.Mapping(above.at(), all);
    }

    /// The full names of all parameters of a flat description and of its conditional groups, with what lies in these.
    static Set<String> names(RawNode.Mapping flat) {
        var names = new LinkedHashSet<String>();
        mapped(flat, "", (name, entry) -> {
            names.add(name);
            return entry;
        });
        return names;
    }

    /// What is said of each parameter of a description and of its conditional groups, by its full name.
    static Map<String, RawNode> values(RawNode.Mapping parameters) {
        var values = new LinkedHashMap<String, RawNode>();
        mapped(flat(parameters), "", (name, entry) -> {
            values.put(name, entry.value());
            return entry;
        });
        return values;
    }

    /// The names of the lists of each zip, by its own full name.
    static Map<String, List<String>> zips(RawNode.Mapping flat) {
        var zips = new LinkedHashMap<String, List<String>>();
        mapped(flat, "", (name, entry) -> {
            if (Layers.child(entry.value(), ParameterReader.ZIP).orElse(null) instanceof RawNode.Mapping lists) {
                zips.put(
                        name,
                        lists.entries().stream().map(each -> each.key().text()).toList());
            }
            return entry;
        });
        return zips;
    }

    /// Which of the names a key stands for. A variable of the environment is in capitals, whatever the parameter is.
    static Optional<String> meant(RawNode.Scalar key, Set<String> names) {
        if (names.contains(key.text())) {
            return Optional.of(key.text());
        }
        return key.at().source().startsWith(Layer.VARIABLE)
                ? names.stream().filter(key.text()::equalsIgnoreCase).findFirst()
                : Optional.empty();
    }

    /// The parameters with their full names. A group that takes part only under a condition stays together.
    static RawNode.Mapping flat(RawNode.Mapping parameters) {
        return new RawNode.Mapping(parameters.at(), distinct(flat("", parameters)));
    }

    /// What becomes of each entry by its name; those in a group are only asked for where that stays as it is.
    private static RawNode.Mapping mapped(
            RawNode.Mapping group, String prefix, BiFunction<String, RawNode.Entry, RawNode.Entry> change) {
        var entries = new ArrayList<RawNode.Entry>();
        for (var entry : group.entries()) {
            var key = entry.key().text();
            boolean condition = !prefix.isEmpty() && key.equals(ParametersReader.WHEN);
            entries.add(condition ? entry : within(change.apply(prefix + key, entry), prefix, change));
        }
        return new RawNode.Mapping(group.at(), entries);
    }

    private static RawNode.Entry within(
            RawNode.Entry entry, String prefix, BiFunction<String, RawNode.Entry, RawNode.Entry> change) {
        if (!(entry.value() instanceof RawNode.Mapping map)) {
            return entry;
        }
        if (has(map, ParametersReader.ONE_OF)) {
            return new RawNode.Entry(entry.key(), branches(map, prefix, change));
        }
        return Nesting.of(map)
                ? new RawNode.Entry(
                        entry.key(), mapped(map, prefix + entry.key().text() + ".", change))
                : entry;
    }

    /// The parameters of a branch are named as if they stood beside the choice.
    private static RawNode.Mapping branches(
            RawNode.Mapping choice, String prefix, BiFunction<String, RawNode.Entry, RawNode.Entry> change) {
        return values(
                choice,
                each -> each.key().text().equals(ParametersReader.ONE_OF) && each.value() instanceof RawNode.Mapping all
                        ? values(
                                all,
                                branch -> branch.value() instanceof RawNode.Mapping group
                                        ? mapped(group, prefix, change)
                                        : branch.value())
                        : each.value());
    }

    private static RawNode.Mapping values(RawNode.Mapping map, Function<RawNode.Entry, RawNode> value) {
        return new RawNode.Mapping(
                map.at(),
                map.entries().stream()
                        .map(each -> new RawNode.Entry(each.key(), value.apply(each)))
                        .toList());
    }

    /// A name that is there for the second time is nested again, so that the two stay apart.
    private static List<RawNode.Entry> distinct(List<RawNode.Entry> entries) {
        var distinct = new ArrayList<RawNode.Entry>();
        var seen = new LinkedHashSet<String>();
        for (var entry : entries) {
            var name = entry.key().text();
            int dot = name.lastIndexOf('.');
            distinct.add(seen.add(name) || dot < 0 ? entry : nested(entry, dot));
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

    private static RawNode.Entry over(RawNode.Entry below, RawNode above) {
        boolean partial =
                below.value() instanceof RawNode.Mapping && above instanceof RawNode.Mapping map && !whole(map);
        return new RawNode.Entry(below.key(), partial ? Layers.over(below.value(), above) : above);
    }

    /// Whether a map says everything about the parameter that it describes.
    private static boolean whole(RawNode.Mapping map) {
        var said = map.entries().stream().map(each -> each.key().text()).toList();
        return said.stream().anyMatch(FORMS::contains) || said.containsAll(List.of("min", "max"));
    }

    private static List<RawNode.Entry> flat(String prefix, RawNode.Mapping group) {
        var entries = new ArrayList<RawNode.Entry>();
        for (var entry : group.entries()) {
            var key = entry.key();
            var name = prefix + key.text();
            boolean together = !(entry.value() instanceof RawNode.Mapping map)
                    || !Nesting.of(map)
                    || has(map, ParametersReader.WHEN)
                    || has(map, ParametersReader.ONE_OF);
            if (together) {
                entries.add(new RawNode.Entry(new RawNode.Scalar(key.at(), name, key.plain()), entry.value()));
            } else {
                entries.addAll(flat(name + ".", (RawNode.Mapping) entry.value()));
            }
        }
        return entries;
    }

    private static boolean has(RawNode.Mapping map, String key) {
        return map.entries().stream().anyMatch(each -> each.key().text().equals(key));
    }
}
