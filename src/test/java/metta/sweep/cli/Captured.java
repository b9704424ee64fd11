package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A terminal, or a pipe, whose text a test can read.
final class Captured {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final Terminal terminal;

    private Captured(boolean interactive, Map<String, String> environment) {
        this.terminal = Terminal.of(interactive, environment, stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    static Captured pipe() {
        return new Captured(false, Map.of());
    }

    static Captured terminal(int columns) {
        return terminal(Map.of("TERM", "xterm", "COLUMNS", String.valueOf(columns)));
    }

    static Captured terminal(Map<String, String> environment) {
        return new Captured(true, environment);
    }

    /// What `metta sweep` has said about the sweeps in a folder, and that it ended with that exit code.
    ///
    /// @param words the command and what follows it
    static Captured sweep(Path sweeps, int exitCode, String... words) {
        var all = new ArrayList<>(List.of("sweep", words[0], "--dir", sweeps.toString()));
        all.addAll(List.of(words).subList(1, words.length));
        var captured = pipe();
        assertThat(captured.run(all.toArray(String[]::new)))
                .as(captured.err() + captured.out())
                .isEqualTo(exitCode);
        return captured;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /// Runs `metta args…` and returns its exit code.
    int run(String... args) {
        return Main.run(terminal, args);
    }
}
