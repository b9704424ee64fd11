package metta.sweep.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import metta.sweep.JobRecord;
import metta.sweep.RunInfo;
import metta.sweep.SweepException;
import metta.sweep.Workspace;
import metta.sweep.dispatcher.LocalDispatchers;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows what a job wrote.
@Command(
        name = "logs",
        description = "Shows the last lines that a run's jobs wrote.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta sweep logs arena 3 --lines 50"})
final class LogsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "SWEEP", description = "Its id, or the beginning of it.")
    private String sweepId = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "RUN",
            description = "A run's number or id, or a job's name. Default: the newest run.")
    private Optional<String> which = Optional.empty();

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "How many lines of each job. Default: 20.")
    private int lines = 20;

    @Mixin
    private PlaceOptions where = new PlaceOptions();

    LogsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (lines < 0) {
            throw new SweepException(SweepException.Exit.USAGE, "--lines must be at least 0, got " + lines);
        }
        var folder = where.folder();
        var found = folder.find(Optional.of(sweepId), terminal::warn);
        try (var store = found.store()) {
            var runs = store.fetchRuns(found.sweep().sweepId(), 0).runs();
            print(folder.workspace(found.sweep().sweepId()), jobs(runs));
        }
        return 0;
    }

    private void print(Workspace workspace, List<JobRecord> jobs) {
        try (var dispatcher = LocalDispatchers.local(
                workspace,
                job -> {
                    throw new IllegalStateException("logs start nothing, but were asked to start " + job.id());
                },
                LocalDispatchers.detect(),
                Duration.ZERO,
                InstantSource.system(),
                () -> {})) {
            for (var job : jobs) {
                var last = dispatcher.logs(job.id(), lines);
                var folder = workspace.attempt(job.id());
                var nothing = last.isEmpty() && lines > 0 ? nothing(job, folder) : "";
                terminal.out().println("==> %s (%s)%s".formatted(job.id(), folder, nothing));
                terminal.print(last);
            }
        }
    }

    /// Why there is nothing to show.
    private static String nothing(JobRecord job, Path folder) {
        boolean deleted = job.startedAt().isPresent() && Files.notExists(folder);
        return deleted ? " (its files are not there any more; metta sweep gc deletes such)" : " (wrote nothing)";
    }

    private List<JobRecord> jobs(List<RunInfo> runs) {
        var newest = runs.stream().max(Comparator.comparingLong(RunInfo::place));
        var jobs = which.isEmpty()
                ? newest.map(RunInfo::jobs).orElse(List.of())
                : runs.stream()
                        .flatMap(run -> run.jobs().stream().filter(job -> fits(run, job, which.get())))
                        .toList();
        if (jobs.isEmpty()) {
            throw new SweepException(
                    SweepException.Exit.NOT_FOUND,
                    "sweep %s has no run or job '%s'; it has %s"
                            .formatted(sweepId, which.orElse("at all"), Values.count(runs.size(), "run")));
        }
        return jobs;
    }

    private static boolean fits(RunInfo run, JobRecord job, String wanted) {
        return job.id().name().equals(wanted)
                || run.runId().equals(wanted)
                || String.valueOf(run.number()).equals(wanted.replaceFirst("^0+", ""));
    }
}
