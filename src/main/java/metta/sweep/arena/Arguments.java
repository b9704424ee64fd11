package metta.sweep.arena;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The `key=value` words of a command line, checked against the keys that the command knows.
final class Arguments {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> given = new ArrayList<>();

    private Arguments() {}

    /// Throws [UsageException] naming every word that is wrong.
    static Arguments parse(List<String> words, List<Key> keys) {
        Arguments arguments = new Arguments();
        keys.forEach(key -> arguments.values.put(key.name(), key.fallback()));
        List<String> errors = new ArrayList<>();
        words.forEach(word -> arguments.take(word, keys).ifPresent(errors::add));
        if (!errors.isEmpty()) {
            errors.add("known keys: "
                    + String.join(", ", keys.stream().map(Key::name).toList()));
            throw new UsageException(String.join("\n", errors));
        }
        return arguments;
    }

    private Optional<String> take(String word, List<Key> keys) {
        int equals = word.indexOf('=');
        if (equals < 1) {
            return Optional.of("'%s' is not of the form key=value".formatted(word));
        }
        String asked = word.substring(0, equals);
        String value = word.substring(equals + 1);
        Optional<Key> known = keys.stream().filter(key -> key.answersTo(asked)).findFirst();
        if (known.isEmpty()) {
            return Optional.of("unknown key '%s', did you mean '%s'?".formatted(asked, nearest(asked, keys)));
        }
        Key key = known.get();
        if (!key.takes(value)) {
            return Optional.of("%s must be %s, got '%s'".formatted(key.name(), key.range(), value));
        }
        values.put(key.name(), value);
        given.add(key.name());
        return Optional.empty();
    }

    private static String nearest(String asked, List<Key> keys) {
        String lastPart = asked.substring(asked.lastIndexOf('.') + 1);
        Comparator<Key> byDistance =
                Comparator.comparingInt(key -> Math.min(distance(asked, key.name()), distance(lastPart, key.alias())));
        return keys.stream().min(byDistance).map(Key::name).orElseThrow();
    }

    /// Levenshtein's distance.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    /// Whether the command line itself named the key.
    boolean given(String name) {
        return given.contains(name);
    }

    /// The value of a key that was parsed for, as given or by default.
    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no key " + name);
        }
        return value;
    }

    double number(String name) {
        return Double.parseDouble(text(name));
    }

    long wholeLong(String name) {
        return Key.whole(text(name));
    }

    int whole(String name) {
        return Math.toIntExact(wholeLong(name));
    }
}
