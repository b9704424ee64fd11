package metta.sweep;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import metta.sweep.config.Durations;
import metta.sweep.config.Metric;

/// Says how a job ended and what a run taught, from their recorded facts alone.
final class Judge {
    private static final String HOW_TO_REPORT =
            "Append lines like {\"step\": 1, \"score\": 0.5} to the file that METTA_METRICS_FILE names, or say under "
                    + "`metrics:` in the recipe where they are";
    private static final String HOW_TO_CHOOSE =
            "Make one of these the metric (`metric: NAME` in the sweep's file, `--metric NAME` of `metta sweep try`)";
    private static final String HOW_TO_UNBIND =
            "Name one of these under `outcome_constraints` in the sweep's file (`metta sweep edit` takes a bound away)";
    private static final String ONLY_TRAINED =
            ". The training reported it, but where there is an evaluation the score is the evaluation's; "
                    + "`evaluation: {enabled: false}` makes it the training's";
    /// In a run's summary: the job that was last found to have run for too long. By the time that it has ended this
    /// could not be told any more, for clocks may be set.
    static final String OVERDUE = "sweep/overdue";

    private final ControllerSettings settings;

    Judge(ControllerSettings settings) {
        this.settings = settings;
    }

    /// What the exit of a job's program means, all its reports being in.
    Outcome outcome(RunInfo run, JobId job, JobState.Exited exit) {
        if (exit.exitCode() != 0) {
            var kind = exit.cause().orElseGet(() -> diverged(run) ? FailureKind.DIVERGED : FailureKind.USER_ERROR);
            return new Outcome.Failed(kind, Optional.of(exit.exitCode()), words(exit));
        }
        return outcome(run, job);
    }

    /// What it means that a job was cancelled.
    Outcome cancelled(RunInfo run, JobRecord job) {
        if (job.startedAt().isEmpty()) {
            return new Outcome.Cancelled("withdrawn before it started");
        }
        if (!job.id().name().equals(run.summary().get(OVERDUE))) {
            return new Outcome.Cancelled("cancelled");
        }
        var limit = settings.jobTimeout().map(each -> Durations.words(each) + ", ");
        return new Outcome.Failed(
                FailureKind.TIMEOUT,
                Optional.empty(),
                "ran for longer than %sthe limit that execution.job_timeout sets".formatted(limit.orElse("")));
    }

    /// What it means that a job's program did all it had to do.
    Outcome outcome(RunInfo run, JobId job) {
        boolean decides = !run.evaluated() || job.type() == JobType.LAUNCH_EVAL;
        return decides ? scored(run) : new Outcome.Succeeded();
    }

    private static String words(JobState.Exited exit) {
        var how = Signals.ended(exit.exitCode());
        return exit.lastWords().isBlank()
                ? how.map(each -> each + "; it printed nothing").orElse("it printed nothing")
                : how.map(each -> each + "; its last words:\n" + exit.lastWords())
                        .orElse(exit.lastWords());
    }

    private Outcome scored(RunInfo run) {
        for (var metric : settings.reported()) {
            var value = value(run, metric);
            if (value.isEmpty()) {
                return new Outcome.Failed(FailureKind.USER_ERROR, Optional.of(0), missing(run, metric));
            }
            if (!Double.isFinite(value.get())) {
                return new Outcome.Failed(
                        FailureKind.DIVERGED, Optional.of(0), "its %s is %s".formatted(metric.name(), value.get()));
            }
        }
        return new Outcome.Succeeded();
    }

    /// Programs that see that their score is no number any more give up with an exit code of their own.
    private boolean diverged(RunInfo run) {
        return settings.reported().stream()
                .flatMap(metric -> value(run, metric).stream())
                .anyMatch(value -> !Double.isFinite(value));
    }

    private String missing(RunInfo run, Metric metric) {
        var reported = Reported.by(run.deciding().stream());
        String problem = reported.names().isEmpty()
                ? "ended well, but reported no metric at all; expected '%s'. %s".formatted(metric.name(), HOW_TO_REPORT)
                : "ended well, but never reported '%s'; %s. %s, or let it report that"
                        .formatted(
                                metric.name(),
                                reported.inPlaceOf(metric.name(), "it"),
                                settings.metrics().contains(metric) ? HOW_TO_CHOOSE : HOW_TO_UNBIND);
        boolean trained = run.evaluated()
                && run.latest(JobType.LAUNCH_TRAINING)
                        .map(training -> training.metrics().containsKey(metric.name()))
                        .orElse(false);
        return trained ? problem + ONLY_TRAINED : problem;
    }

    /// What the run taught. Its jobs have all ended.
    Observation observation(RunInfo run) {
        var scores = new LinkedHashMap<String, Double>();
        for (var metric : settings.reported()) {
            value(run, metric).filter(Double::isFinite).ifPresent(value -> scores.put(metric.name(), value));
        }
        boolean primary = scores.containsKey(settings.primary().name());
        var problem = run.stopped().map(reason -> "stopped: " + reason).or(() -> problem(run));
        return new Observation(
                run.runId(),
                run.number(),
                run.nextVersion(),
                run.configuration(),
                primary ? scores : Map.of(),
                cost(run),
                fidelity(run),
                problem.filter(_ -> run.stopped().isEmpty() || !primary),
                Optional.empty());
    }

    private Optional<String> problem(RunInfo run) {
        return latest(run)
                .flatMap(job -> job.outcome().stream())
                .flatMap(Judge::problem)
                .findFirst();
    }

    private static Stream<String> problem(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded _ -> Stream.empty();
            case Outcome.Failed failed -> Stream.of(failed.signature());
            case Outcome.Cancelled cancelled -> Stream.of("cancelled: " + cancelled.reason());
            case Outcome.Lost lost -> Stream.of(lost.signature());
        };
    }

    /// The metric as the evaluation reported it, else as the training did. The score of an evaluated run is never its
    /// training's, which is another quantity.
    private Optional<Double> value(RunInfo run, Metric metric) {
        boolean evaluationAlone = run.evaluated() && metric.equals(settings.primary());
        return telling(run)
                .filter(job -> !evaluationAlone || job.id().type() == JobType.LAUNCH_EVAL)
                .flatMap(job -> Stream.ofNullable(job.metrics().get(metric.name())))
                .map(each -> each.aggregate(metric.aggregate(), metric.goal()))
                .findFirst();
    }

    private static Stream<JobRecord> latest(RunInfo run) {
        return Stream.of(run.latest(JobType.LAUNCH_EVAL), run.latest(JobType.LAUNCH_TRAINING))
                .flatMap(Optional::stream);
    }

    /// The jobs whose metrics are the run's, evaluations first. Of a run that was stopped earlier attempts tell what it
    /// had reached where later ones came to nothing.
    private static Stream<JobRecord> telling(RunInfo run) {
        return run.stopped().isEmpty()
                ? latest(run)
                : run.jobs().reversed().stream()
                        .sorted(Comparator.comparing(job -> job.id().type() != JobType.LAUNCH_EVAL));
    }

    /// What all its jobs cost together. What a cost metric never told costs nothing: seconds are another unit.
    private double cost(RunInfo run) {
        return settings.costMetric()
                .map(name -> run.jobs().stream()
                        .flatMap(job -> Stream.ofNullable(job.metrics().get(name)))
                        .mapToDouble(MetricSummary::last)
                        .filter(Double::isFinite)
                        .sum())
                .orElseGet(() -> run.busy().toMillis() / 1000.0);
    }

    private static long fidelity(RunInfo run) {
        return telling(run)
                .filter(job -> job.id().type() == JobType.LAUNCH_TRAINING)
                .map(job -> job.metrics().values())
                .filter(metrics -> !metrics.isEmpty())
                .findFirst()
                .flatMap(metrics -> metrics.stream().map(MetricSummary::step).max(Comparator.naturalOrder()))
                .orElse(0L);
    }
}
