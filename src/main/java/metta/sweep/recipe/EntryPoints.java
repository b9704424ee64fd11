package metta.sweep.recipe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import metta.sweep.SweepException;
import metta.sweep.telemetry.Reasons;

/// The functions that a Python module has for others, told from its text: those that it defines, and those
/// that it takes from other modules. Nothing is run.
///
/// @param parameters of each by its name, as they are written; empty text where another module has them
record EntryPoints(SequencedMap<String, String> parameters) {
    private static final long LARGEST = 4L << 20;
    private static final Pattern DEFINED = Pattern.compile("(?m)^(?:async +)?def +([A-Za-z]\\w*) *\\(");
    private static final Pattern TAKEN = Pattern.compile("(?m)^from +[\\w.]+ +import +(?:\\(([^)]*)\\)|([^\\n(#]+))");
    private static final Pattern NAME = Pattern.compile("(?:[A-Za-z_]\\w* +as +)?([a-z]\\w*)");

    /// @throws SweepException if the module cannot be read
    static EntryPoints of(Path module) {
        try {
            if (Files.size(module) > LARGEST) {
                throw new SweepException(SweepException.Exit.USAGE, module + ": too large for a recipe's module");
            }
            return in(new String(Files.readAllBytes(module), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new SweepException(
                    SweepException.Exit.IO, "%s: cannot be read: %s".formatted(module, Reasons.of(e)), e);
        }
    }

    static EntryPoints in(String text) {
        var found = new LinkedHashMap<String, String>();
        TAKEN.matcher(text)
                .results()
                .map(each -> Optional.ofNullable(each.group(1)).orElseGet(() -> each.group(2)))
                .flatMap(names -> Arrays.stream(names.replaceAll("#.*", "").split(",", -1)))
                .map(name -> NAME.matcher(name.strip()))
                .filter(Matcher::matches)
                .forEach(name -> found.put(name.group(1), ""));
        DEFINED.matcher(text).results().forEach(each -> found.put(each.group(1), within(text, each.end())));
        return new EntryPoints(found);
    }

    /// What stands between the parenthesis that was opened just before and the one that closes it.
    private static String within(String text, int from) {
        int open = 1;
        int end = from;
        while (end < text.length() && open > 0) {
            switch (text.charAt(end)) {
                case '(' -> open++;
                case ')' -> open--;
                default -> {}
            }
            end++;
        }
        return text.substring(from, Math.max(from, end - 1));
    }

    boolean has(String name) {
        return parameters.containsKey(name);
    }

    /// Whether a function says that it takes a parameter.
    boolean takes(String function, String parameter) {
        return Pattern.compile("\\b" + parameter + "\\b")
                .matcher(parameters.getOrDefault(function, ""))
                .find();
    }
}
