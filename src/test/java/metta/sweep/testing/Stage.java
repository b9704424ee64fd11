package metta.sweep.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.ControllerSettings;
import metta.sweep.Course;
import metta.sweep.Fence;
import metta.sweep.Hooks;
import metta.sweep.JobId;
import metta.sweep.Resources;
import metta.sweep.RunInfo;
import metta.sweep.Scheduler;
import metta.sweep.Store;
import metta.sweep.SweepController;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.SweepListener;
import metta.sweep.Tenure;
import metta.sweep.config.Budget;
import metta.sweep.config.Failures;
import metta.sweep.config.Metric;
import metta.sweep.config.OutcomeConstraint;
import metta.sweep.config.Prices;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.json.Json;
import metta.sweep.store.Stores;

/// A small sweep for tests of its controller: a store in memory, jobs that do as they are told, time that stands still.
public final class Stage {
    public final Store store = Stores.inMemory();
    public final ScriptedDispatcher dispatcher = new ScriptedDispatcher();
    /// The sweep each time a controller asked what its configuration means.
    public final List<SweepInfo> followed = new ArrayList<>();

    public final List<SweepException> troubles = new ArrayList<>();
    public final List<String> warnings = new ArrayList<>();
    private final ScriptedProgram program;
    private Instant now = Samples.NOW;
    private int tokens;

    public Stage(boolean evaluates) {
        program = new ScriptedProgram(evaluates);
        store.fetchSweepMetadata(Samples.sweep(Samples.SWEEP));
    }

    /// Settings of a sweep of five trials, two at a time.
    public static ControllerSettings settings(Optional<Duration> time) {
        return settings(time, Optional.empty(), Resources.DEFAULT, Optional.empty(), Failures.DEFAULT);
    }

    /// The same, with a metric for the cost and more to ask for.
    public static ControllerSettings settings(
            Optional<Duration> time,
            Optional<String> cost,
            Resources resources,
            Optional<Duration> timeout,
            Failures failures) {
        return settings(5, time, cost, resources, timeout, failures);
    }

    private static ControllerSettings settings(
            int trials,
            Optional<Duration> time,
            Optional<String> cost,
            Resources resources,
            Optional<Duration> timeout,
            Failures failures) {
        return new ControllerSettings(
                List.of(new Metric("score")),
                cost,
                new Budget(
                        trials,
                        time,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                Prices.NONE,
                2,
                1,
                resources,
                Map.of("episodes", 8L),
                Duration.ofSeconds(30),
                timeout,
                failures);
    }

    /// The same where a trial has to keep bounds to be the best.
    public static ControllerSettings bounded(ControllerSettings settings, List<OutcomeConstraint> outcomes) {
        return new ControllerSettings(
                settings.metrics(),
                settings.costMetric(),
                settings.budget(),
                settings.prices(),
                settings.maxParallelJobs(),
                settings.maxEvals(),
                settings.resources(),
                settings.evaluationOverrides(),
                settings.notKnownGrace(),
                settings.jobTimeout(),
                settings.failures(),
                settings.replicates(),
                outcomes);
    }

    /// With as many trials, and the bounds, that the sweep was edited to have.
    private static ControllerSettings settings(SweepInfo sweep) {
        int trials = sweep.amendments().edits() > 0
                        && sweep.config().get("budget") instanceof Map<?, ?> budget
                        && budget.get("max_trials") instanceof Long most
                ? most.intValue()
                : 5;
        var config = SweepConfigReader.parse("stage", Json.write(sweep.config()));
        return bounded(
                settings(
                        trials,
                        Optional.empty(),
                        Optional.empty(),
                        Resources.DEFAULT,
                        Optional.empty(),
                        Failures.DEFAULT),
                config.outcomeConstraints());
    }

    /// A controller that has just been started and has taken the sweep over from any other.
    public SweepController controller(Scheduler scheduler, Hooks hooks) {
        return controller(store, scheduler, hooks);
    }

    /// The same, in front of another store.
    public SweepController controller(Store seen, Scheduler scheduler, Hooks hooks) {
        var lease = store.takeLease(Samples.SWEEP, store.lease(Samples.SWEEP).epoch(), Samples.owner(1));
        var fence = new Fence(Samples.SWEEP, lease.epoch());
        var listener = new SweepListener() {
            @Override
            public void trouble(SweepException problem) {
                troubles.add(problem);
            }

            @Override
            public void warning(String what) {
                warnings.add(what);
            }
        };
        return new SweepController(
                seen,
                sweep -> {
                    followed.add(sweep);
                    return new Course(settings(sweep), scheduler);
                },
                dispatcher,
                program,
                hooks,
                new Tenure(seen, fence, () -> Duration.between(Samples.NOW, now).toNanos(), Duration.ofSeconds(30)),
                () -> now,
                () -> "token-" + ++tokens,
                listener);
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    public RunInfo run(int number) {
        return store.findRun(Samples.SWEEP, RunInfo.id(Samples.SWEEP, number)).orElseThrow();
    }

    /// The job's program reports so many scores.
    public void report(JobId job, int scores) {
        for (int step = 1; step <= scores; step++) {
            program.put(job, "score", step, 0.25);
        }
    }

    /// The job's program reports a score, and goes on.
    public void report(JobId job, double score) {
        program.put(job, "score", 1, score);
    }

    /// The job's program publishes its result.
    public void deliver(JobId job, double score) {
        report(job, score);
        program.published().add(job);
    }

    /// The job's program reports a score, and ends well.
    public void succeed(JobId job) {
        report(job, 0.5);
        dispatcher.exit(job, 0, now);
    }
}
