package metta.sweep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import metta.sweep.RunInfo;
import metta.sweep.SweepException;
import metta.sweep.Workspace;
import metta.sweep.telemetry.Reasons;
import metta.sweep.telemetry.Values;

/// What lies in a sweep's folder whether or not a store knows of it: jobs of runs, and snapshots.
///
/// @param runs by their places, of those that have the folder of a job
/// @param newest the snapshot that has most of the sweep
record Remains(Workspace workspace, TreeMap<Long, Found> runs, Optional<SnapshotFolder.Entry> newest) {
    /// A trial's run, or that of a replicate.
    record Found(String runId, int number, int replicate) {
        private static Found of(String sweepId, int number, int replicate) {
            return new Found(RunInfo.id(sweepId, number, replicate), number, replicate);
        }

        long place() {
            return RunInfo.place(number, replicate);
        }

        /// The run that was begun before this one, if any was.
        Optional<Found> before(String sweepId) {
            if (replicate > 0) {
                return Optional.of(of(sweepId, number, replicate - 1));
            }
            return number > 1 ? Optional.of(of(sweepId, number - 1, 0)) : Optional.empty();
        }
    }

    static Remains in(Workspace workspace, String sweepId) {
        return new Remains(
                workspace,
                runs(workspace, sweepId),
                SnapshotFolder.of(workspace).newest());
    }

    private static TreeMap<Long, Found> runs(Workspace workspace, String sweepId) {
        var runs = new TreeMap<Long, Found>();
        var name = Pattern.compile(Pattern.quote(sweepId) + "_trial_([0-9]{4,9})(?:_seed_([0-9]{1,4}))?");
        if (Files.isDirectory(workspace.directory())) {
            try (var folders = Files.newDirectoryStream(workspace.directory())) {
                for (var folder : folders) {
                    var match = name.matcher(String.valueOf(folder.getFileName()));
                    if (match.matches() && hasJobs(folder)) {
                        int seed = Optional.ofNullable(match.group(2))
                                .map(Integer::parseInt)
                                .orElse(1);
                        var found = Found.of(sweepId, Integer.parseInt(match.group(1)), seed - 1);
                        if (found.runId().equals(match.group())) {
                            runs.put(found.place(), found);
                        }
                    }
                }
            } catch (IOException e) {
                throw unreadable(workspace, e);
            }
        }
        return runs;
    }

    private static boolean hasJobs(Path run) throws IOException {
        var jobs = run.resolve("jobs");
        if (!Files.isDirectory(jobs)) {
            return false;
        }
        try (var all = Files.newDirectoryStream(jobs)) {
            for (var job : all) {
                if (begun(job)) {
                    return true;
                }
            }
            return false;
        }
    }

    /// Whether anything can have been started there: a folder is made first, then its parameters, then a submission.
    static boolean begun(Path job) throws IOException {
        if (!Files.isDirectory(job)) {
            return false;
        }
        try (var files = Files.newDirectoryStream(job, "{params.json,submission.*}")) {
            return files.iterator().hasNext();
        }
    }

    /// Refuses to go on with a sweep whose folder has the run that comes next: the store is older than the folder, and
    /// the next trial would take those jobs for its own.
    static void requireNoneAfter(int runs, Workspace workspace, String sweepId, String store) {
        var next = RunInfo.id(sweepId, runs + 1);
        try {
            if (!hasJobs(workspace.run(next))) {
                return;
            }
        } catch (IOException e) {
            throw unreadable(workspace, e);
        }
        var back = SnapshotFolder.of(workspace)
                .newest()
                .map(each ->
                        "with that store put out of the way, restore the newest snapshot, of %s: metta sweep restore %s; or, "
                                .formatted(each.label().takenAt(), each.file()))
                .orElse("");
        throw new SweepException(
                SweepException.Exit.NOT_ALLOWED,
                "the store %s has %s of sweep %s, but %s has jobs of %s: the store is older than the folder, as a copy that was put back. Nothing was started.\nPut the newer store back; or, %sonce nothing of it runs any more, move %s and those after it away: they are tried anew"
                        .formatted(
                                store,
                                Values.count(runs, "run"),
                                sweepId,
                                workspace.directory(),
                                next,
                                back,
                                workspace.run(next)));
    }

    private static SweepException unreadable(Workspace workspace, IOException e) {
        return new SweepException(
                SweepException.Exit.IO, "%s cannot be read: %s".formatted(workspace.directory(), Reasons.of(e)), e);
    }

    /// Refuses to begin a sweep where one of that name has been: its jobs would be taken for the new one's.
    void requireNone(String sweepId, String store) {
        if (runs.isEmpty() && newest.isEmpty()) {
            return;
        }
        var what = runs.isEmpty() ? "a snapshot" : "the jobs of " + Values.count(runs.size(), "run");
        var back = newest.map(each -> "To go on where the snapshot of %s ends: metta sweep restore %s\n"
                        .formatted(each.label().takenAt(), each.file()))
                .orElse("There is no snapshot to restore it from.\n");
        throw new SweepException(
                SweepException.Exit.NOT_ALLOWED,
                "sweep %s is not in the store %s, but its folder %s has %s, which a sweep begun anew would take for its own.\n%sOtherwise name the store that has it with --store, give the new sweep another --name, or move the folder away"
                        .formatted(sweepId, store, workspace.directory(), what, back));
    }
}
