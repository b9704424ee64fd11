package metta.sweep;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An unmodifiable map of few entries, in their order. It takes a fifth of the memory of a `LinkedHashMap`, of which a
/// sweep of a million runs has ten million; in return it looks at its entries one by one.
final class CompactMap<K, V> extends AbstractMap<K, V> implements SequencedMap<K, V> {
    /// So many are searched as fast as a hash is worked out.
    static final int MOST = 16;

    static final CompactMap<?, ?> EMPTY = new CompactMap<>(Map.of());

    /// Key, value, key, value, and so on.
    private final @Nullable Object[] slots;

    CompactMap(Map<? extends K, ? extends V> map) {
        slots = new @Nullable Object[2 * map.size()];
        int next = 0;
        for (var entry : map.entrySet()) {
            slots[next++] = entry.getKey();
            slots[next++] = entry.getValue();
        }
    }

    @Override
    public int size() {
        return slots.length / 2;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return place(key) >= 0;
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        int place = place(key);
        return place < 0 ? null : value(place);
    }

    private int place(@Nullable Object key) {
        for (int i = 0; i < slots.length; i += 2) {
            if (Objects.equals(slots[i], key)) {
                return i;
            }
        }
        return -1;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // Only keys and values come in; a null was put there by somebody.
    private K key(int place) {
        return (K) slots[place];
    }

    @SuppressWarnings({"unchecked", "NullAway"})
    private V value(int place) {
        return (V) slots[place + 1];
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new Entries();
    }

    @Override
    public SequencedMap<K, V> reversed() {
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(this).reversed());
    }

    private final class Entries extends AbstractSet<Map.Entry<K, V>> {
        @Override
        public int size() {
            return CompactMap.this.size();
        }

        @Override
        public Iterator<Map.Entry<K, V>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < slots.length;
                }

                @Override
                public Map.Entry<K, V> next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    var entry = new SimpleImmutableEntry<>(key(next), value(next));
                    next += 2;
                    return entry;
                }
            };
        }
    }
}
