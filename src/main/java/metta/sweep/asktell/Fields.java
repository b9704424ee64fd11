package metta.sweep.asktell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fields of one JSON object, read as what they have to be.
///
/// @param what the object, as messages call it
record Fields(String what, Map<?, ?> tree) {
    static Fields of(String what, @Nullable Object value) {
        if (value instanceof Map<?, ?> tree) {
            return new Fields(what, tree);
        }
        throw new IllegalArgumentException("%s must be an object, got %s".formatted(what, value));
    }

    boolean has(String key) {
        return tree.get(key) != null;
    }

    /// The value under a key, of whatever kind.
    ///
    /// @throws IllegalArgumentException if there is none
    Object value(String key) {
        var value = tree.get(key);
        if (value == null) {
            throw new IllegalArgumentException("%s has no '%s'".formatted(what, key));
        }
        return value;
    }

    String text(String key) {
        return as(String.class, key, "a text");
    }

    double number(String key) {
        return as(Number.class, key, "a number").doubleValue();
    }

    long whole(String key) {
        return as(Long.class, key, "a whole number");
    }

    List<Object> list(String key) {
        var values = new ArrayList<Object>();
        for (Object each : as(Iterable.class, key, "a list")) {
            if (each == null) {
                throw unlike(key, "a list without nulls");
            }
            values.add(each);
        }
        return values;
    }

    /// False where it is not there.
    boolean flag(String key) {
        return has(key) && as(Boolean.class, key, "true or false");
    }

    Optional<Fields> object(String key) {
        return has(key) ? Optional.of(of("'%s' of %s".formatted(key, what), value(key))) : Optional.empty();
    }

    private <T> T as(Class<T> type, String key, String kind) {
        var value = value(key);
        if (!type.isInstance(value)) {
            throw unlike(key, kind);
        }
        return type.cast(value);
    }

    private IllegalArgumentException unlike(String key, String kind) {
        return new IllegalArgumentException("'%s' of %s must be %s, got %s".formatted(key, what, kind, tree.get(key)));
    }
}
