package metta.sweep.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is on the other end of stdout and stderr.
///
/// @param interactive whether lines can be drawn over
/// @param height in lines; what is drawn higher than that cannot be drawn over
record Terminal(PrintStream out, PrintStream err, boolean interactive, int width, int height, Style style) {
    private static final int DEFAULT_WIDTH = 100;
    private static final int DEFAULT_HEIGHT = 24;

    /// The process's own terminal, if it has one.
    @SuppressWarnings("SystemConsoleNull") // It does return null where stdin is no terminal.
    static Terminal detect(Map<String, String> environment) {
        var console = System.console();
        return of(console != null && console.isTerminal(), environment, Outlet.stdout(), System.err);
    }

    /// What the environment makes of the two streams. A pipe gets whole lines.
    static Terminal of(boolean tty, Map<String, String> environment, PrintStream out, PrintStream err) {
        boolean interactive = tty && !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
        if (!interactive) {
            return new Terminal(out, err, false, Integer.MAX_VALUE, Integer.MAX_VALUE, Style.PLAIN);
        }
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty();
        var width = size(environment.get("COLUMNS"));
        var height = size(environment.get("LINES"));
        var asked = width.isPresent() && height.isPresent() ? Optional.<Size>empty() : ask();
        return new Terminal(
                out,
                err,
                true,
                width.or(() -> asked.map(Size::columns)).orElse(DEFAULT_WIDTH),
                height.or(() -> asked.map(Size::lines)).orElse(DEFAULT_HEIGHT),
                new Style(colour));
    }

    private static Optional<Integer> size(@Nullable String number) {
        return number != null && number.matches("[1-9][0-9]{0,3}")
                ? Optional.of(Integer.valueOf(number))
                : Optional.empty();
    }

    /// How large its window is.
    record Size(int lines, int columns) {
        /// What stty says. A window of no size is none.
        static Optional<Size> of(String words) {
            int space = words.indexOf(' ');
            return size(words.substring(0, Math.max(0, space)))
                    .flatMap(lines -> size(words.substring(space + 1)).map(columns -> new Size(lines, columns)));
        }
    }

    /// The same at another size.
    Terminal at(Size size) {
        return new Terminal(out, err, interactive, size.columns(), size.lines(), style);
    }

    /// The terminal's own answer. Empty where there is no stty.
    static Optional<Size> ask() {
        try {
            var stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return Size.of(new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException _) {
            return Optional.empty(); // An ordinary size will do.
        }
    }

    /// Says on stderr what is not as it should be and keeps nothing from being done.
    void warn(String words) {
        err.println("metta: " + words);
    }

    void print(List<String> lines) {
        lines.forEach(out::println);
    }
}
