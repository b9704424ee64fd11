package metta.sweep.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metta.sweep.HookEvent;
import metta.sweep.Hooks;
import metta.sweep.RunInfo;

/// Runs a command for each event. It learns from its environment what happened, and its output goes to `hooks.log` in
/// the sweep's folder. The event's id is the same each time: a command can use it to act only once.
///
/// @param inherited the environment variables that commands have, beside those that say what happened
/// @param longest how long a command may take before it is ended, with all that it started
record CommandHooks(
        Map<HookEvent.Kind, List<String>> commands, Path folder, Map<String, String> inherited, Duration longest)
        implements Hooks {
    @Override
    public Set<HookEvent.Kind> kinds() {
        return commands.keySet();
    }

    /// Why commands cannot be started, as far as can be seen beforehand.
    List<String> hindrances() {
        return commands.keySet().stream()
                .flatMap(kind -> command(kind).hindrance().stream()
                        .map(why -> "hooks.%s: %s".formatted(kind.name().toLowerCase(Locale.ROOT), why)))
                .toList();
    }

    private ShortCommand command(HookEvent.Kind kind) {
        var words = commands.getOrDefault(kind, List.of());
        return new ShortCommand(words, inherited, Optional.of(folder.resolve("hooks.log")), longest);
    }

    @Override
    public void run(HookEvent event) {
        command(event.kind()).run(told(event), Optional.empty()).ifPresent(why -> {
            throw failed(event, why);
        });
    }

    private static Map<String, String> told(HookEvent event) {
        var told = new LinkedHashMap<String, String>();
        told.put("METTA_EVENT_ID", event.id());
        told.put("METTA_EVENT", Trees.word(event.kind()));
        told.put("METTA_SWEEP_ID", event.run().sweepId());
        told.put("METTA_RUN_ID", event.run().runId());
        told.put("METTA_JOB", event.job().id().name());
        var score = event.run().summary().get(RunInfo.SCORE);
        if (score != null) {
            told.put("METTA_SCORE", score.toString());
        }
        return told;
    }

    private static HookException failed(HookEvent event, String why) {
        return new HookException("the hook for %s failed: %s".formatted(event.id(), why));
    }
}
