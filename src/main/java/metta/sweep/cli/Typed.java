package metta.sweep.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import metta.sweep.config.PostgresAddress;

/// The command that a person typed, to be typed again.
record Typed(List<String> words) {
    private static final String NAME = "--name";

    /// The options that say where a sweep is.
    private static final List<String> PLACES = List.of("--dir", "--store");

    Typed {
        words = List.copyOf(words);
    }

    static Typed of(String... args) {
        return new Typed(Arrays.asList(args));
    }

    /// The same for a sweep of that name.
    Typed named(String name) {
        var others = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (word.equals(NAME)) {
                i++;
            } else if (!word.startsWith(NAME + "=")) {
                others.add(word);
            }
        }
        others.add(NAME);
        others.add(name);
        return new Typed(others);
    }

    /// The same with another word before all others.
    Typed after(String word) {
        var all = new ArrayList<String>();
        all.add(word);
        all.addAll(words);
        return new Typed(all);
    }

    /// The options that say where the sweep is, as they stand behind another command about it: with a space
    /// before each, and without passwords.
    String places() {
        var places = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (PLACES.contains(word) && i + 1 < words.size()) {
                places.append(' ').append(word).append(' ').append(shown(words.get(++i)));
            } else if (PLACES.stream().anyMatch(each -> word.startsWith(each + "="))) {
                places.append(' ').append(shown(word));
            }
        }
        return places.toString();
    }

    /// As a shell reads it, but for passwords, which are left out.
    @Override
    public String toString() {
        return words.stream().map(Typed::shown).collect(Collectors.joining(" ", "metta ", ""));
    }

    private static String shown(String word) {
        return quoted(word.contains("://") ? PostgresAddress.withoutSecrets(word) : word);
    }

    /// As a shell takes it for one word.
    static String quoted(String word) {
        return word.matches("[-+=%@:,./\\w]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
