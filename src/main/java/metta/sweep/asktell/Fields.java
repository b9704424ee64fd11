package metta.sweep.asktell;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.config.Spelling;
import org.jspecify.annotations.Nullable;

/// The fields of one JSON object, read as what they have to be.
///
/// @param what the object, as messages call it
record Fields(String what, Map<?, ?> tree) {
    /// Beyond it a double does not tell which whole number was meant.
    private static final double MOST_EXACT = 1L << 53;

    static Fields of(String what, @Nullable Object value) {
        if (value instanceof Map<?, ?> tree) {
            return new Fields(what, tree);
        }
        throw new IllegalArgumentException("%s must be an object, got %s".formatted(what, shown(value)));
    }

    /// The same fields under another name.
    Fields called(String name) {
        return new Fields(name, tree);
    }

    /// The same fields, none of which has another key: that would say nothing, and may be a slip of
    /// the fingers.
    Fields only(List<String> known) {
        tree.keySet().stream()
                .map(String::valueOf)
                .filter(key -> !known.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new IllegalArgumentException(
                            "unknown key '%s' of %s%s".formatted(Spelling.shown(key), what, Spelling.hint(key, known)));
                });
        return this;
    }

    boolean has(String key) {
        return tree.get(key) != null;
    }

    String text(String key) {
        return written(key, as(String.class, key, "a text"));
    }

    double number(String key) {
        return as(Number.class, key, "a number").doubleValue();
    }

    /// `1e5` and `100000.0` are as good as `100000`.
    long whole(String key) {
        if (tree.get(key) instanceof Double real && real == Math.rint(real) && Math.abs(real) <= MOST_EXACT) {
            return real.longValue();
        }
        return as(
                Long.class,
                key,
                switch (tree.get(key)) {
                    case BigInteger _ -> "of at most 64 bits";
                    case Double real
                    when Math.abs(real) > MOST_EXACT -> "a whole number without a point or an exponent";
                    case null, default -> "a whole number";
                });
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

    /// Texts, numbers and truth values.
    List<Object> plains(String key) {
        var values = list(key);
        if (!values.stream().allMatch(Fields::isPlain)) {
            throw unlike(key, "a list of texts, numbers and truth values");
        }
        values.forEach(each -> written(key, each));
        return values;
    }

    /// A text, a number or a truth value.
    Object plain(String key) {
        var value = value(key);
        if (!isPlain(value)) {
            throw unlike(key, "a text, a number or a truth value");
        }
        return written(key, value);
    }

    /// False where it is not there.
    boolean flag(String key) {
        return has(key) && as(Boolean.class, key, "true or false");
    }

    Optional<Fields> object(String key) {
        return has(key) ? Optional.of(of("'%s' of %s".formatted(key, what), value(key))) : Optional.empty();
    }

    /// A value as a message shows it: a text is told from a number.
    static String shown(@Nullable Object value) {
        return Spelling.shown(value instanceof String text ? "'" + text + "'" : String.valueOf(value));
    }

    private Object value(String key) {
        var value = tree.get(key);
        if (value == null) {
            throw new IllegalArgumentException("%s has no '%s'".formatted(what, key));
        }
        return value;
    }

    private static boolean isPlain(Object value) {
        return value instanceof String || value instanceof Long || value instanceof Double || value instanceof Boolean;
    }

    /// Half of a pair of surrogates would come back to the client as something else.
    private <T> T written(String key, T value) {
        if (value instanceof String text && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw unlike(key, "made of Unicode's characters");
        }
        return value;
    }

    private <T> T as(Class<T> type, String key, String kind) {
        var value = value(key);
        if (!type.isInstance(value)) {
            throw unlike(key, kind);
        }
        return type.cast(value);
    }

    /// That the value under a key is none of that kind.
    IllegalArgumentException unlike(String key, String kind) {
        return new IllegalArgumentException(
                "'%s' of %s must be %s, got %s".formatted(key, what, kind, shown(tree.get(key))));
    }
}
