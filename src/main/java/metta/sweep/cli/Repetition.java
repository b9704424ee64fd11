package metta.sweep.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metta.sweep.Fact;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.JobRecord;
import metta.sweep.JobType;
import metta.sweep.MetricSummary;
import metta.sweep.Observation;
import metta.sweep.RunInfo;
import metta.sweep.SweepException;
import metta.sweep.Workspace;
import metta.sweep.config.Metric;
import metta.sweep.recipe.Recipe;
import metta.sweep.recipe.Recipes;
import metta.sweep.telemetry.Values;

/// A run that is run again by itself, in a folder of its own and under a name of its own: what the program calls after
/// its run is not what the run left.
///
/// @param sweep the sweep's folder
/// @param place the folder of this repetition
record Repetition(Order order, RunInfo run, Workspace sweep, Path place, Terminal terminal, Instant now) {
    /// The name of the folder in which the runs of a sweep are run again.
    static final String FOLDER = "reproduced";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /// @throws SweepException if the run has no job to repeat
    static Repetition of(RunChoice.Chosen chosen, Terminal terminal, Instant now) {
        var run = chosen.run();
        if (run.jobs().isEmpty()) {
            throw new SweepException(
                    SweepException.Exit.NOT_FOUND, "%s has no job yet that could be run again".formatted(run.runId()));
        }
        var sweep = chosen.folder().workspace(chosen.sweep().sweepId());
        var place = folder(sweep).resolve(run.runId() + "-" + STAMP.format(now));
        return new Repetition(Orders.recall(chosen.sweep()), run, sweep, free(place), terminal, now);
    }

    /// Where the runs of a sweep are run again.
    static Path folder(Workspace sweep) {
        return sweep.directory().resolve(FOLDER);
    }

    private static Path free(Path place) {
        var free = place;
        for (int more = 2; Files.exists(free); more++) {
            free = Path.of(place + "-" + more);
        }
        return free;
    }

    private String name() {
        return String.valueOf(place.getFileName());
    }

    /// The run under the name that it has here.
    private RunInfo again() {
        return RunInfo.created(
                run.sweepId(),
                new Fact.InitRun(name(), run.number(), run.replicate(), run.evaluated(), run.summary(), now));
    }

    Map<String, String> inherited() {
        return Inherited.of(System.getenv(), order.config().store());
    }

    Recipe recipe() {
        return run.evaluated() ? order.recipe() : order.recipe().withoutEvaluation();
    }

    /// Runs its training and what follows it, and returns the exit code of the command.
    int run(Recipe recipe) throws InterruptedException {
        var workspace = new Workspace(place);
        var program = Recipes.program(recipe, workspace, inherited(), order.wanted(), terminal::warn);
        var solo = new Solo(program, workspace, inherited(), terminal, _ -> {});
        var metrics = new LinkedHashMap<String, MetricSummary>();
        for (var job : jobs(program.evaluationArgs(again()))) {
            var ended = solo.run(job);
            if (ended.exitCode() != 0) {
                terminal.err()
                        .println("metta: %s ended with %d; all of it is in %s"
                                .formatted(job.id(), ended.exitCode(), workspace.attempt(job.id())));
                return SweepException.Exit.FAILED.code();
            }
            metrics.keySet().removeAll(ofTheEvaluation(job));
            metrics.putAll(ended.metrics());
        }
        terminal.err().println("metta: all of it is in " + place);
        return compare(metrics) ? 0 : SweepException.Exit.FAILED.code();
    }

    /// The score of an evaluated run is never its training's.
    private Set<String> ofTheEvaluation(JobDefinition job) {
        return job.id().type() == JobType.LAUNCH_EVAL
                ? Set.of(order.metrics().getFirst().name())
                : Set.of();
    }

    /// The training as it was first begun, and the evaluation of what it trains now.
    private List<JobDefinition> jobs(Map<String, Object> evaluationArgs) {
        var training = run.jobs().getFirst().definition();
        var first = with(training, JobId.training(name()), training.args());
        return run.latest(JobType.LAUNCH_EVAL)
                .map(JobRecord::definition)
                .map(evaluation -> List.of(first, with(evaluation, JobId.evaluation(name()), evaluationArgs)))
                .orElse(List.of(first));
    }

    private JobDefinition with(JobDefinition job, JobId id, Map<String, Object> args) {
        return new JobDefinition(
                id, job.sweepId(), "reproduce", args, job.overrides(), job.resources(), job.seed(), now);
    }

    /// Whether it found what it had found then; also where that was nothing.
    private boolean compare(Map<String, MetricSummary> found) {
        if (run.observation().flatMap(Observation::score).isEmpty()) {
            terminal.warn("%s has no score that this one could be held against".formatted(run.runId()));
        }
        run.stopped().ifPresent(why -> terminal.warn("it was stopped early then: " + why));
        boolean same = true;
        for (var metric : order.metrics()) {
            var then = run.observation().map(Observation::scores).map(scores -> scores.get(metric.name()));
            var now = Optional.ofNullable(found.get(metric.name()))
                    .map(values -> values.aggregate(metric.aggregate(), metric.goal()));
            same &= then.equals(now);
            terminal.out().println(line(metric, then, now));
        }
        return same;
    }

    private static String line(Metric metric, Optional<Double> then, Optional<Double> now) {
        var verdict = then.equals(now) ? "the same" : "another";
        return "%s was %s, is %s: %s"
                .formatted(
                        Values.plain(metric.name()),
                        then.map(String::valueOf).orElse("not reported"),
                        now.map(String::valueOf).orElse("not reported"),
                        verdict);
    }
}
