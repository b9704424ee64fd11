package metta.sweep.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The command that a person typed, to be typed again.
record Typed(List<String> words) {
    private static final String NAME = "--name";

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

    /// As a shell reads it.
    @Override
    public String toString() {
        return words.stream().map(Typed::quoted).collect(Collectors.joining(" ", "metta ", ""));
    }

    private static String quoted(String word) {
        return word.matches("[-+=%@:,./\\w]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
