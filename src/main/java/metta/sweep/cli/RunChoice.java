package metta.sweep.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import metta.sweep.RunInfo;
import metta.sweep.Store;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.config.Spelling;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Which run a command is about: by its id, or by its sweep and its number.
final class RunChoice {
    private static final Pattern RUN_ID = Pattern.compile("(.+)_trial_[0-9]{4,9}(?:_seed_[0-9]{1,4})?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    @Parameters(
            arity = "1..2",
            paramLabel = "RUN",
            description = "The run's id; or its sweep, or the beginning of that, and the trial's number.")
    private List<String> words = List.of();

    @Mixin
    private PlaceOptions where = new PlaceOptions();

    /// A run in the store that has it, which the caller closes.
    record Chosen(Folder folder, Store store, SweepInfo sweep, RunInfo run) implements AutoCloseable {
        @Override
        public void close() {
            store.close();
        }
    }

    /// @throws SweepException if there is no such run
    Chosen choose(Consumer<String> warn) {
        var folder = where.folder();
        var found = folder.find(Optional.of(sweep()), warn);
        try {
            var sweep = found.sweep();
            var runId = runId(sweep.sweepId());
            var run = found.store()
                    .findRun(sweep.sweepId(), runId)
                    .orElseThrow(() -> missing(found.store(), sweep, runId));
            return new Chosen(folder, found.store(), sweep, run);
        } catch (RuntimeException | Error e) {
            found.store().close();
            throw e;
        }
    }

    /// What is said of a run that there is not.
    static SweepException missing(Store store, SweepInfo sweep, String runId) {
        var counts = store.overview(sweep.sweepId(), Aim.recall(sweep).merit().goal())
                .counts();
        int there = counts.values().stream().mapToInt(Integer::intValue).sum();
        return new SweepException(
                SweepException.Exit.NOT_FOUND,
                "sweep %s has no run %s; it has %s"
                        .formatted(sweep.sweepId(), Spelling.shown(runId), Values.count(there, "trial")));
    }

    private String sweep() {
        var id = RUN_ID.matcher(words.getFirst());
        if (words.size() == 1 && !id.matches()) {
            throw new SweepException(SweepException.Exit.USAGE, incomplete(Spelling.shown(words.getFirst())));
        }
        return words.size() == 1 ? id.group(1) : words.getFirst();
    }

    private static String incomplete(String word) {
        return NUMBER.matcher(word).matches()
                ? "trial %1$s of which sweep? Name that first, as in `arena %1$s`; metta sweep list shows them"
                        .formatted(word)
                : "which run of %1$s? Name the trial's number too, as in `%1$s 7`; metta sweep status %1$s shows them"
                        .formatted(word);
    }

    private String runId(String sweepId) {
        var last = words.getLast();
        return NUMBER.matcher(last).matches() ? RunInfo.id(sweepId, Integer.parseInt(last)) : last;
    }
}
