package metta.sweep.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.StoreException;

/// A JSON object whose fields are asked for by name and kind.
record Fields(Map<String, Object> tree) {
    Optional<Object> find(String name) {
        return Optional.ofNullable(tree.get(name));
    }

    String text(String name) {
        return required(name).toString();
    }

    Optional<String> someText(String name) {
        return find(name).map(Object::toString);
    }

    long whole(String name) {
        return required(name) instanceof Number number ? number.longValue() : Long.parseLong(text(name));
    }

    int small(String name) {
        return Math.toIntExact(whole(name));
    }

    /// Zero where it is absent: older programs did not write it.
    int smallOrZero(String name) {
        return find(name).isPresent() ? small(name) : 0;
    }

    /// JSON has no numbers for NaN and the infinities: they stand as words.
    double real(String name) {
        return real(required(name));
    }

    static double real(Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.parseDouble(value.toString());
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(tree.get(name));
    }

    Instant time(String name) {
        return Instants.parse(text(name));
    }

    Optional<Instant> someTime(String name) {
        return someText(name).map(Instants::parse);
    }

    Fields object(String name) {
        return new Fields(map(name));
    }

    Optional<Fields> someObject(String name) {
        return find(name).map(Fields::object).map(Fields::new);
    }

    /// The object's entries in order; none where it is absent.
    Map<String, Object> map(String name) {
        return find(name).map(Fields::object).orElseGet(Map::of);
    }

    /// The objects in an array; none where it is absent.
    List<Fields> objects(String name) {
        var all = new ArrayList<Fields>();
        if (tree.get(name) instanceof List<?> array) {
            array.forEach(each -> all.add(new Fields(object(each))));
        }
        return all;
    }

    /// The texts in an array; none where it is absent.
    List<String> texts(String name) {
        return tree.get(name) instanceof List<?> array
                ? array.stream().map(String::valueOf).toList()
                : List.of();
    }

    @SuppressWarnings("unchecked") // Names of JSON fields are text.
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    private Object required(String name) {
        return find(name)
                .orElseThrow(() -> new StoreException(
                        StoreException.Kind.BROKEN,
                        "a stored document has no '%s': %s".formatted(name, tree.keySet())));
    }
}
