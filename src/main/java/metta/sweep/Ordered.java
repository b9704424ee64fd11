package metta.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Unmodifiable copies that keep the order of their entries; `Map.copyOf` would shuffle them from one JVM to the next.
public final class Ordered {
    private Ordered() {}

    public static <K, V> Map<K, V> copy(Map<? extends K, ? extends V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /// `base` with the entries of `more` put over it.
    public static <K, V> Map<K, V> merge(Map<? extends K, ? extends V> base, Map<? extends K, ? extends V> more) {
        var merged = new LinkedHashMap<K, V>(base);
        merged.putAll(more);
        return Collections.unmodifiableMap(merged);
    }
}
