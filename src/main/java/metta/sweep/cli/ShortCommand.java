package metta.sweep.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import metta.sweep.config.Spelling;
import metta.sweep.process.ProcessStat;
import metta.sweep.process.ProcessTable;
import metta.sweep.telemetry.Reasons;

/// Somebody's command, run without a shell, that must not take long and whose failure is no failure of a sweep.
///
/// @param inherited the environment variables that it has, beside those that say what happened
/// @param log what it prints goes there; nowhere where it is absent
/// @param longest how long it may take before it is ended, with all that it started
record ShortCommand(List<String> words, Map<String, String> inherited, Optional<Path> log, Duration longest) {
    /// What finds all of its processes, also those whose parents are gone.
    private static final String MARK = "METTA_HOOK";

    /// Where programs are looked for if nobody says where.
    private static final String USUAL_PATH = "/usr/bin:/bin";

    static final Duration LONGEST = Duration.ofSeconds(20);

    /// Runs it, and says why it did not do its work, where it did not.
    ///
    /// @param told environment variables that say what happened
    /// @param input what it can read
    Optional<String> run(Map<String, String> told, Optional<String> input) {
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output());
        if (input.isEmpty()) {
            builder.redirectInput(
                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        }
        var mark = UUID.randomUUID().toString();
        builder.environment().clear();
        builder.environment().putAll(inherited);
        builder.environment().put(MARK, mark);
        builder.environment().putAll(told);
        try {
            var process = builder.start();
            input.ifPresent(text -> Thread.ofVirtual().start(() -> feed(process, text)));
            return outcome(process, mark);
        } catch (IOException e) {
            return Optional.of("it cannot be started: " + hindrance().orElse(Reasons.of(e)));
        }
    }

    /// Why its program cannot be started, as far as can be seen beforehand.
    Optional<String> hindrance() {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        var program = words.getFirst();
        var shown = Spelling.shown(program);
        if (program.contains("/")) {
            var file = new File(program);
            boolean usable = file.isFile() && file.canExecute();
            var why = file.exists()
                    ? "'%s' may not be executed: chmod +x, or name an interpreter"
                    : "there is no program '%s'";
            return usable ? Optional.empty() : Optional.of(why.formatted(shown));
        }
        var path = System.getenv().getOrDefault("PATH", USUAL_PATH);
        return Arrays.stream(path.split(File.pathSeparator)).anyMatch(folder -> new File(folder, program).canExecute())
                ? Optional.empty()
                : Optional.of("there is no program '%s' on the PATH".formatted(shown));
    }

    private ProcessBuilder.Redirect output() {
        return log.map(file -> ProcessBuilder.Redirect.appendTo(file.toFile())).orElse(ProcessBuilder.Redirect.DISCARD);
    }

    private static void feed(Process process, String text) {
        try (var stdin = process.getOutputStream()) {
            stdin.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // It may do its work without reading what happened: its exit code says whether it did.
        }
    }

    private Optional<String> outcome(Process process, String mark) {
        try {
            if (!process.waitFor(longest)) {
                return Optional.of("it did not end within %s s".formatted(longest.toSeconds()));
            }
            return Optional.of(process.exitValue()).filter(exit -> exit != 0).map(this::exited);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of("it was interrupted");
        } finally {
            if (process.isAlive()) {
                ProcessTable.now().carrying(MARK, mark).forEach(ProcessStat::kill);
                process.destroyForcibly();
            }
        }
    }

    private String exited(int exit) {
        return "it ended with exit code %d%s"
                .formatted(exit, log.map(file -> "; see " + file).orElse(""));
    }
}
