package metta.sweep.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Where TensorBoard's event files lie: in a folder and those below it, or in all that `logs/version_*` matches.
///
/// @param top where to look
/// @param pattern which folders below it count, name by name; none: `top` itself
record EventFolder(Path top, List<Pattern> pattern) {
    /// Files and folders that are looked at in search of event files.
    static final int MOST_ENTRIES = 10_000;

    private static final int DEEPEST = 16;

    EventFolder {
        pattern = List.copyOf(pattern);
    }

    /// The folder of a path in which `*` stands for any characters within a name.
    ///
    /// @param directory what a relative path starts from
    /// @param fill fills in macros; a `*` in their values is just a character
    static EventFolder of(Path directory, String path, UnaryOperator<String> fill) {
        int star = path.indexOf('*');
        int slash = star < 0 ? path.length() : path.lastIndexOf('/', star) + 1;
        var names = Arrays.stream(path.substring(slash).split("/"))
                .filter(name -> !name.isEmpty())
                .map(name -> pattern(name, fill))
                .toList();
        return new EventFolder(
                directory.resolve(fill.apply(path.substring(0, slash))).normalize(), names);
    }

    private static Pattern pattern(String name, UnaryOperator<String> fill) {
        var literal = Arrays.stream(name.split("\\*", -1)).map(fill).map(Pattern::quote);
        return Pattern.compile(literal.collect(Collectors.joining(".*")), Pattern.DOTALL);
    }

    /// Looks for the event files there are.
    ///
    /// @throws IOException if it cannot be told what is in `top`
    EventListing search() throws IOException {
        var there = Presence.of(top);
        if (there.isEmpty()) {
            return EventListing.of(List.of());
        }
        if (!there.get().isDirectory()) {
            var name = String.valueOf(top.getFileName());
            return EventListing.of(pattern.isEmpty() ? List.of(new EventFile(top, name, "")) : List.of());
        }
        var search = new EventSearch(top.toRealPath(), pattern, MOST_ENTRIES);
        Files.walkFileTree(search.top(), Set.of(), DEEPEST, search);
        return search.listing();
    }
}
