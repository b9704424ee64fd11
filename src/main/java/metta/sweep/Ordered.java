package metta.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Unmodifiable copies that keep the order of their entries; `Map.copyOf` would shuffle them from one JVM to the next.
public final class Ordered {
    private Ordered() {}

    @SuppressWarnings("unchecked") // What cannot be changed may be shared.
    public static <K, V> SequencedMap<K, V> copy(Map<? extends K, ? extends V> map) {
        if (map instanceof CompactMap<?, ?> copied) {
            return (SequencedMap<K, V>) copied;
        }
        if (map.isEmpty()) {
            return (SequencedMap<K, V>) CompactMap.EMPTY;
        }
        return map.size() <= CompactMap.MOST
                ? new CompactMap<>(map)
                : Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
    }

    /// `base` with the entries of `more` put over it.
    public static <K, V> SequencedMap<K, V> merge(
            Map<? extends K, ? extends V> base, Map<? extends K, ? extends V> more) {
        var merged = new LinkedHashMap<K, V>(base);
        merged.putAll(more);
        return copy(merged);
    }
}
