package metta.sweep;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metta.sweep.config.Failures;
import metta.sweep.config.Goal;
import metta.sweep.space.Configuration;
import metta.sweep.testing.Samples;
import metta.sweep.testing.ScriptedProgram;
import metta.sweep.testing.Stage;

/// A planner without a controller: the answers are given, and a plan's facts are in the view.
abstract class PlannerStage {
    static final Duration HOUR = Duration.ofHours(1);
    final SweepView view = new SweepView(Samples.sweep(SWEEP), Goal.MAXIMIZE, Set.of());
    final Map<JobId, JobState> answers = new HashMap<>();
    private int tokens;
    int gpus;
    Failures failures = Failures.DEFAULT;
    Optional<Duration> timeout = Optional.empty();

    Plan plan(Instant now) {
        var settings =
                Stage.settings(Optional.of(HOUR), Optional.empty(), new Resources(1, gpus, 1), timeout, failures);
        Scheduler eager = (runs, metadata, free, _) -> decisions(runs, metadata, free);
        return new Planner(
                        settings,
                        new Elsewhere(List.of(), gpus, gpus),
                        eager,
                        new ScriptedProgram(true),
                        () -> "token-" + ++tokens,
                        Set.of(),
                        _ -> new Course(settings, eager))
                .plan(view, Map.copyOf(answers), now);
    }

    /// Whatever can be started is started.
    private static List<Decision> decisions(Runs runs, SweepMetadata metadata, int free) {
        var decisions = new ArrayList<Decision>();
        runs.with(JobStatus.TRAINING_DONE_NO_EVAL)
                .forEach(run -> decisions.add(new Decision.LaunchEval(run.runId(), "trained")));
        for (int i = 0; i < Math.min(free, metadata.trialsLeft()); i++) {
            var suggestion = new Suggestion(Configuration.of(Map.of("x", runs.size() + i)), Map.of(), "next");
            decisions.add(new Decision.LaunchTraining(suggestion, "a slot"));
        }
        return decisions;
    }

    static JobId training(int number) {
        return JobId.training(RunInfo.id(SWEEP, number));
    }

    void exit(int number, int code, String words) {
        answers.put(training(number), new JobState.Exited(code, NOW, words));
    }

    JobStatus status(int number) {
        return view.run(RunInfo.id(SWEEP, number)).status();
    }

    void policy(FailureKind kind, int retries, Failures.Then then, Duration backoff) {
        failures = new Failures(Map.of(kind, new Failures.Policy(retries, then)), backoff, 3, 5);
    }
}
