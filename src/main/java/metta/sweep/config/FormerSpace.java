package metta.sweep.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;

/// Spells a search space of the Python original as it is spelt now: a list of maps with one key each as one
/// map, a preset as the parameter that it stands for, `search_center` as `mean`.
final class FormerSpace {
    private static final String MEAN = "mean";

    private FormerSpace() {}

    static RawNode of(RawNode parameters) {
        return switch (parameters) {
            case RawNode.Mapping map -> group(map);
            case RawNode.Sequence list ->
                oneMap(list).<RawNode>map(FormerSpace::group).orElse(list);
            case RawNode.Scalar scalar -> scalar;
        };
    }

    /// Nothing if an item is neither a map with one key nor a preset, or a name is there twice.
    private static Optional<RawNode.Mapping> oneMap(RawNode.Sequence list) {
        var entries = new ArrayList<RawNode.Entry>();
        var names = new HashSet<String>();
        for (var item : list.items()) {
            var one = item instanceof RawNode.Scalar word ? FormerPresets.of(word) : Optional.of(item);
            if (one.isEmpty()
                    || !(one.get() instanceof RawNode.Mapping map)
                    || map.entries().size() != 1
                    || !names.add(map.entries().getFirst().key().text())) {
                return Optional.empty();
            }
            entries.add(map.entries().getFirst());
        }
        return entries.isEmpty() ? Optional.empty() : Optional.of(new RawNode.Mapping(list.at(), entries));
    }

    private static RawNode.Mapping group(RawNode.Mapping group) {
        boolean range = has(group, "min") || has(group, "max") || has(group, "distribution");
        boolean centred = range && !has(group, MEAN);
        var entries = new ArrayList<RawNode.Entry>();
        for (var entry : group.entries()) {
            var key = entry.key();
            boolean centre = centred && key.text().equals(FormerNames.SEARCH_CENTER);
            if (centre && entry.value() instanceof RawNode.Scalar scalar && Plain.of(scalar) instanceof Plain.Nothing) {
                continue;
            }
            var value = entry.value() instanceof RawNode.Mapping map ? group(map) : entry.value();
            entries.add(new RawNode.Entry(centre ? new RawNode.Scalar(key.at(), MEAN, true) : key, value));
        }
        return new RawNode.Mapping(group.at(), entries);
    }

    private static boolean has(RawNode.Mapping map, String key) {
        return Layers.child(map, key).isPresent();
    }
}
