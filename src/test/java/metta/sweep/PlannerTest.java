package metta.sweep;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metta.sweep.config.Goal;
import metta.sweep.space.Configuration;
import metta.sweep.testing.Samples;
import metta.sweep.testing.ScriptedProgram;
import metta.sweep.testing.Stage;
import org.junit.jupiter.api.Test;

/// How a sweep winds down: by a person, by the clock, and because it is hopeless.
final class PlannerTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private final SweepView view = new SweepView(Samples.sweep(SWEEP), Goal.MAXIMIZE, Set.of());
    private final Map<JobId, JobState> answers = new HashMap<>();
    private int tokens;
    private int gpus;

    private Plan plan(Instant now) {
        var settings = Stage.settings(Optional.of(HOUR), 3, Optional.empty(), new Resources(1, gpus, 1));
        Scheduler eager = (runs, metadata, free, _) -> decisions(runs, metadata, free);
        return new Planner(
                        settings,
                        new Dispatcher.Capacity(1, gpus),
                        eager,
                        new ScriptedProgram(true),
                        () -> "token-" + ++tokens,
                        Set.of())
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

    private static JobId training(int number) {
        return JobId.training(RunInfo.id(SWEEP, number));
    }

    private void exit(int number, int code, String words) {
        answers.put(training(number), new JobState.Exited(code, NOW, words));
    }

    private JobStatus status(int number) {
        return view.run(RunInfo.id(SWEEP, number)).status();
    }

    @Test
    void until_its_time_is_up_a_sweep_starts_what_there_is_room_for() {
        assertThat(plan(NOW.plus(HOUR)).submit()).hasSize(2);
        assertThat(view.sweep().state()).isEqualTo(SweepState.RUNNING);
    }

    @Test
    void jobs_never_outnumber_gpus_and_an_evaluation_gets_the_one_before_a_training() {
        gpus = 1;
        assertThat(plan(NOW).submit()).extracting(JobDefinition::id).containsExactly(training(1));
        exit(1, 0, "");
        var evaluation = JobId.evaluation(RunInfo.id(SWEEP, 1));
        assertThat(plan(NOW.plusSeconds(1)).submit())
                .extracting(JobDefinition::id)
                .containsExactly(evaluation);
        answers.put(evaluation, new JobState.Running(NOW));
        assertThat(plan(NOW.plusSeconds(2)).submit()).isEmpty();
    }

    @Test
    void when_its_time_is_up_a_sweep_starts_nothing_and_cancels_what_runs() {
        plan(NOW);
        answers.put(training(1), new JobState.Running(NOW));
        var late = plan(NOW.plus(HOUR).plusMillis(1));
        assertThat(late.submit()).isEmpty();
        assertThat(late.cancel()).containsExactlyInAnyOrder(training(1), training(2));
        assertThat(view.sweep().state()).as("while jobs live").isEqualTo(SweepState.RUNNING);
    }

    @Test
    void when_its_time_is_up_and_all_is_quiet_the_sweep_is_finished_with_its_runs_stopped() {
        plan(NOW);
        var late = NOW.plus(HOUR).plusSeconds(1);
        answers.put(training(1), new JobState.Cancelled(late));
        answers.put(training(2), new JobState.Lost("its machine failed"));
        var last = plan(late);
        assertThat(last.submit()).as("nothing is tried again").isEmpty();
        assertThat(status(1)).isEqualTo(JobStatus.STOPPED);
        assertThat(status(2)).isEqualTo(JobStatus.STOPPED);
        assertThat(view.sweep().state()).isEqualTo(SweepState.FINISHED);
        assertThat(view.sweep().reason()).isEqualTo("its time budget of 1h is used up");
        assertThat(view.observations()).hasSize(2).noneMatch(Observation::feasible);
    }

    @Test
    void a_run_that_was_only_trained_when_the_time_was_up_is_not_evaluated_any_more() {
        plan(NOW);
        exit(1, 0, "");
        exit(2, 0, "");
        var late = plan(NOW.plus(HOUR).plusSeconds(1));
        assertThat(late.submit()).isEmpty();
        assertThat(status(1)).isEqualTo(JobStatus.STOPPED);
        assertThat(view.sweep().state()).isEqualTo(SweepState.FINISHED);
    }

    @Test
    void a_stop_winds_the_sweep_down_and_is_done_with() {
        plan(NOW);
        answers.put(training(1), new JobState.Running(NOW));
        answers.put(training(2), new JobState.Running(NOW));
        var stop = new Command.Queued(1, new Command.StopSweep("ann", "good enough"), NOW);
        view.fold(new Changes(3, view.sweep(), List.of(), List.of(stop)));
        var stopping = plan(NOW.plusSeconds(1));
        assertThat(stopping.facts()).contains(new Fact.CommandDone(1));
        assertThat(stopping.cancel()).hasSize(2);
        assertThat(view.sweep().state()).isEqualTo(SweepState.STOPPING);
        answers.replaceAll((_, _) -> new JobState.Cancelled(NOW));
        plan(NOW.plusSeconds(2));
        assertThat(view.sweep().state()).isEqualTo(SweepState.STOPPED);
        assertThat(view.sweep().reason()).isEqualTo("stopped by ann: good enough");
    }

    @Test
    void a_sweep_whose_first_runs_all_fail_the_same_way_gives_up() {
        plan(NOW);
        exit(1, 2, "no file a at line 17");
        exit(2, 2, "no file a at line 230");
        assertThat(plan(NOW.plusSeconds(1)).submit()).as("two are not enough").hasSize(2);
        exit(3, 2, "no file a at line 4");
        answers.put(training(4), new JobState.Running(NOW));
        var givingUp = plan(NOW.plusSeconds(2));
        assertThat(givingUp.submit()).isEmpty();
        assertThat(givingUp.cancel()).containsExactly(training(4));
        answers.put(training(4), new JobState.Cancelled(NOW));
        plan(NOW.plusSeconds(3));
        assertThat(view.sweep().state()).isEqualTo(SweepState.FAILED);
        assertThat(view.sweep().reason())
                .isEqualTo("the first 3 runs all failed the same way: user error, exit 2: no file a at line 17");
    }

    @Test
    void a_job_that_was_never_submitted_is_submitted_however_long_ago_it_was_recorded() {
        plan(NOW);
        var late = plan(NOW.plus(HOUR));
        assertThat(late.submit()).extracting(JobDefinition::id).containsExactly(training(1), training(2));
        assertThat(late.cancel()).isEmpty();
    }

    @Test
    void an_attempt_that_was_withdrawn_before_it_started_does_not_count_as_a_try() {
        plan(NOW);
        answers.put(training(2), new JobState.Running(NOW));
        answers.put(training(1), new JobState.Cancelled(NOW));
        var second = training(1).nextAttempt();
        assertThat(plan(NOW).submit()).extracting(JobDefinition::id).containsExactly(second);
        answers.put(second, new JobState.Lost("its machine failed"));
        var third = second.nextAttempt();
        assertThat(plan(NOW).submit()).extracting(JobDefinition::id).containsExactly(third);
        answers.put(third, new JobState.Lost("its machine failed"));
        var fourth = third.nextAttempt();
        assertThat(plan(NOW).submit()).extracting(JobDefinition::id).containsExactly(fourth);
        answers.put(fourth, new JobState.Lost("its machine failed"));
        plan(NOW);
        assertThat(status(1)).as("three were tried").isEqualTo(JobStatus.FAILED);
    }

    @Test
    void a_run_whose_every_attempt_is_withdrawn_comes_to_an_end() {
        plan(NOW);
        var attempt = training(1);
        for (int i = 0; i < Attempts.MOST_WITHDRAWN; i++) {
            answers.put(attempt, new JobState.Cancelled(NOW));
            attempt = attempt.nextAttempt();
            plan(NOW);
        }
        assertThat(status(1)).isEqualTo(JobStatus.FAILED);
        assertThat(view.run(RunInfo.id(SWEEP, 1)).observation().orElseThrow().problem())
                .contains("cancelled: withdrawn before it started");
    }

    @Test
    void failures_of_different_kinds_do_not_end_a_sweep() {
        plan(NOW);
        exit(1, 2, "no file a");
        exit(2, 2, "no file a");
        plan(NOW.plusSeconds(1));
        exit(3, 1, "out of memory");
        exit(4, 2, "no file a");
        assertThat(plan(NOW.plusSeconds(2)).submit()).hasSize(1);
        assertThat(view.sweep().state()).isEqualTo(SweepState.RUNNING);
    }

    @Test
    void one_good_run_is_hope_enough() {
        view.fold(Samples.init(1));
        view.fold(new Fact.Observed(RunInfo.id(SWEEP, 1), Samples.observation(1, 0.5)));
        plan(NOW);
        for (int number = 2; number <= 5; number++) {
            exit(number, 2, "no file a");
        }
        plan(NOW.plusSeconds(1));
        plan(NOW.plusSeconds(2));
        assertThat(view.sweep().state()).isEqualTo(SweepState.RUNNING);
        assertThat(view.observations()).hasSize(5);
    }

    @Test
    void equal_views_answers_and_times_make_equal_plans() {
        var other = new PlannerTest();
        assertThat(plan(NOW)).isEqualTo(other.plan(NOW));
        for (var each : List.of(this, other)) {
            each.exit(1, 0, "");
            each.exit(2, 3, "no");
        }
        assertThat(plan(NOW.plusSeconds(1))).isEqualTo(other.plan(NOW.plusSeconds(1)));
    }
}
