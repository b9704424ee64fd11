package metta.sweep.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import metta.sweep.config.PostgresAddress;

/// The command that a person typed, to be typed again.
record Typed(List<String> words) {
    private static final String NAME = "--name";
    private static final String STORE = "--store";
    private static final String TAKEOVER = "--takeover";

    /// What comes after it is no option of ours.
    private static final String END = "--";

    /// The options that say where a sweep is.
    private static final List<String> PLACES = List.of("--dir", STORE);

    Typed {
        words = List.copyOf(words);
    }

    static Typed of(String... args) {
        return new Typed(Arrays.asList(args));
    }

    /// The same for a sweep of that name.
    Typed named(String name) {
        return with(NAME, name);
    }

    /// The same for a sweep in that store.
    Typed in(String store) {
        return with(STORE, store);
    }

    /// The same with a mark before the last words, which are another program's.
    Typed ending(int otherWords) {
        int at = words.size() - otherWords;
        if (words.contains(END)) {
            return this;
        }
        var all = new ArrayList<>(words);
        all.add(at, END);
        return new Typed(all);
    }

    private Typed with(String option, String value) {
        int end = words.contains(END) ? words.indexOf(END) : words.size();
        var others = new ArrayList<String>();
        for (int i = 0; i < end; i++) {
            var word = words.get(i);
            if (word.equals(option)) {
                i++;
            } else if (!word.startsWith(option + "=")) {
                others.add(word);
            }
        }
        others.add(option);
        others.add(value);
        others.addAll(words.subList(end, words.size()));
        return new Typed(others);
    }

    /// What goes on with the sweep later: a takeover is asked for once, and passwords are kept nowhere.
    Typed again() {
        int end = words.contains(END) ? words.indexOf(END) : words.size();
        return new Typed(IntStream.range(0, words.size())
                .filter(at -> at >= end || !words.get(at).equals(TAKEOVER))
                .mapToObj(at -> withoutSecrets(words.get(at)))
                .toList());
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
        for (int i = 0; i < words.size() && !words.get(i).equals(END); i++) {
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
        return quoted(withoutSecrets(word));
    }

    private static String withoutSecrets(String word) {
        return word.contains("://") ? PostgresAddress.withoutSecrets(word) : word;
    }

    /// The word as a shell reads it.
    static String quoted(String word) {
        return word.matches("[-+=%@:,./\\w]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
