package metta.sweep.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Lays the outcome constraints of one description over those of another. Metrics are told apart by their full names:
/// maps in maps are a way to write the dots of these, and the way that `--set` writes them.
final class OutcomeConstraintLayers {
    private OutcomeConstraintLayers() {}

    /// In the order of the lower ones; what is new comes last. A name that one of the two has twice stays there twice,
    /// to be refused where they are read. A map without any metric takes all away that is below it.
    static RawNode.Mapping merged(RawNode.Mapping below, RawNode.Mapping above) {
        if (above.entries().isEmpty()) {
            return above;
        }
        var entries = new ArrayList<>(flat(below).entries());
        var changed = new HashSet<String>();
        for (var entry : flat(above).entries()) {
            int place = changed.add(entry.key().text()) ? place(entries, entry) : -1;
            if (place < 0) {
                entries.add(entry);
            } else {
                var old = entries.get(place);
                entries.set(place, new RawNode.Entry(old.key(), Layers.over(old.value(), entry.value())));
            }
        }
        return new RawNode.Mapping(above.at(), entries);
    }

    private static int place(List<RawNode.Entry> entries, RawNode.Entry entry) {
        return entries.stream()
                .map(each -> each.key().text())
                .toList()
                .indexOf(entry.key().text());
    }

    /// What is said of each metric, by its full name.
    static RawNode.Mapping flat(RawNode.Mapping constraints) {
        return new RawNode.Mapping(constraints.at(), flat("", constraints));
    }

    /// Bounds are no maps, so that what is one belongs to a metric with a longer name.
    private static List<RawNode.Entry> flat(String prefix, RawNode.Mapping group) {
        var entries = new ArrayList<RawNode.Entry>();
        for (var entry : group.entries()) {
            var key = entry.key();
            var name = new RawNode.Scalar(key.at(), prefix + key.text(), key.plain());
            if (entry.value() instanceof RawNode.Mapping map && !map.entries().isEmpty()) {
                var own = only(map, false);
                if (!own.entries().isEmpty()) {
                    entries.add(new RawNode.Entry(name, own));
                }
                entries.addAll(flat(name.text() + ".", only(map, true)));
            } else {
                entries.add(new RawNode.Entry(name, entry.value()));
            }
        }
        return entries;
    }

    private static RawNode.Mapping only(RawNode.Mapping map, boolean maps) {
        return new RawNode.Mapping(
                map.at(),
                map.entries().stream()
                        .filter(each -> each.value() instanceof RawNode.Mapping == maps)
                        .toList());
    }
}
