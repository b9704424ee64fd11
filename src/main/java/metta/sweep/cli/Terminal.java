package metta.sweep.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// What is on the other end of stdout and stderr.
///
/// @param interactive whether lines can be drawn over
record Terminal(PrintStream out, PrintStream err, boolean interactive, int width, Style style) {
    private static final int DEFAULT_WIDTH = 100;

    /// The process's own terminal, if it has one.
    @SuppressWarnings("SystemConsoleNull") // It does return null where stdin is no terminal.
    static Terminal detect(Map<String, String> environment) {
        var console = System.console();
        return of(console != null && console.isTerminal(), environment, System.out, System.err);
    }

    /// What the environment makes of the two streams. A pipe gets whole lines.
    static Terminal of(boolean tty, Map<String, String> environment, PrintStream out, PrintStream err) {
        boolean interactive = tty && !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
        boolean colour = interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
        int width = interactive ? measure(environment) : Integer.MAX_VALUE;
        return new Terminal(out, err, interactive, width, new Style(colour));
    }

    private static int measure(Map<String, String> environment) {
        var columns = environment.get("COLUMNS");
        if (columns != null && columns.matches("[1-9][0-9]{0,3}")) {
            return Integer.parseInt(columns);
        }
        try {
            var stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return answer.matches("[0-9]+ [1-9][0-9]{0,3}")
                    ? Integer.parseInt(answer.substring(answer.indexOf(' ') + 1))
                    : DEFAULT_WIDTH;
        } catch (IOException _) {
            return DEFAULT_WIDTH; // No stty here: an ordinary width will do.
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
