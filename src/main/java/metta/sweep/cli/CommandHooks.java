package metta.sweep.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import metta.sweep.HookEvent;
import metta.sweep.Hooks;
import metta.sweep.RunInfo;
import metta.sweep.process.ProcessStat;
import metta.sweep.process.ProcessTable;

/// Runs a command for each event. It learns from its environment what happened, and its output goes to `hooks.log` in
/// the sweep's folder. The event's id is the same each time: a command can use it to act only once.
///
/// @param inherited the environment variables that commands have, beside those that say what happened
/// @param longest how long a command may take before it is ended, with all that it started
record CommandHooks(
        Map<HookEvent.Kind, List<String>> commands, Path folder, Map<String, String> inherited, Duration longest)
        implements Hooks {
    /// What finds all processes of a command, also those whose parents are gone.
    private static final String MARK = "METTA_HOOK";

    static final Duration LONGEST = Duration.ofSeconds(20);

    @Override
    public Set<HookEvent.Kind> kinds() {
        return commands.keySet();
    }

    @Override
    public void run(HookEvent event) {
        var words = commands.getOrDefault(event.kind(), List.of());
        var log = folder.resolve("hooks.log").toFile();
        var builder = new ProcessBuilder(words)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        var mark = UUID.randomUUID().toString();
        builder.environment().clear();
        builder.environment().putAll(inherited);
        builder.environment().put(MARK, mark);
        describe(event, builder.environment());
        try {
            int exit = exitValue(event, builder.start(), mark);
            if (exit != 0) {
                throw failed(event, "it ended with exit code %d; see %s".formatted(exit, log));
            }
        } catch (IOException e) {
            throw failed(event, "it cannot be started: " + e.getMessage());
        }
    }

    private int exitValue(HookEvent event, Process process, String mark) {
        try {
            if (!process.waitFor(longest)) {
                throw failed(event, "it did not end within %s s".formatted(longest.toSeconds()));
            }
            return process.exitValue();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw failed(event, "it was interrupted");
        } finally {
            if (process.isAlive()) {
                ProcessTable.now().carrying(MARK, mark).forEach(ProcessStat::kill);
                process.destroyForcibly();
            }
        }
    }

    private static void describe(HookEvent event, Map<String, String> environment) {
        environment.put("METTA_EVENT_ID", event.id());
        environment.put("METTA_EVENT", event.kind().name().toLowerCase(Locale.ROOT));
        environment.put("METTA_SWEEP_ID", event.run().sweepId());
        environment.put("METTA_RUN_ID", event.run().runId());
        environment.put("METTA_JOB", event.job().id().name());
        var score = event.run().summary().get(RunInfo.SCORE);
        if (score != null) {
            environment.put("METTA_SCORE", score.toString());
        }
    }

    private static HookException failed(HookEvent event, String why) {
        return new HookException("the hook for %s failed: %s".formatted(event.id(), why));
    }
}
