package metta.sweep;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.config.Failures;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;

/// How a sweep winds down: by a person, by the clock, and because it is hopeless.
final class PlannerTest extends PlannerStage {
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
    void a_job_that_was_cancelled_after_it_started_unseen_was_not_withdrawn() {
        plan(NOW);
        answers.put(training(1), new JobState.Cancelled(NOW, Optional.of(NOW)));
        plan(NOW);
        var job = view.run(RunInfo.id(SWEEP, 1)).jobs().getFirst();
        assertThat(job.outcome()).contains(new Outcome.Cancelled("cancelled"));
        assertThat(Attempts.kind(job)).contains(FailureKind.INFRASTRUCTURE);
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

    @Test
    void a_failure_that_is_to_end_the_sweep_ends_it_for_good() {
        policy(FailureKind.USER_ERROR, 0, Failures.Then.STOP, Duration.ZERO);
        plan(NOW);
        exit(1, 3, "no file a");
        answers.put(training(2), new JobState.Running(NOW));
        var failing = plan(NOW);
        assertThat(failing.submit()).isEmpty();
        assertThat(failing.cancel()).containsExactly(training(2));
        assertThat(view.sweep().state()).isEqualTo(SweepState.FAILING);
        answers.put(training(2), new JobState.Cancelled(NOW));
        plan(NOW);
        assertThat(view.sweep().state()).isEqualTo(SweepState.FAILED);
        assertThat(view.sweep().reason())
                .isEqualTo(RunInfo.id(SWEEP, 1) + " failed (failures.user_error: stop): user error, exit 3: no file a");
    }

    @Test
    void a_job_that_takes_too_long_is_cancelled_and_has_failed_by_that() {
        timeout = Optional.of(Duration.ofMinutes(10));
        plan(NOW);
        answers.put(training(1), new JobState.Running(NOW, Duration.ofMinutes(10)));
        answers.put(training(2), new JobState.Running(NOW, Duration.ofMinutes(9)));
        assertThat(plan(NOW.plus(HOUR)).cancel()).as("whatever the clock says").isEmpty();
        answers.put(training(1), new JobState.Running(NOW, Duration.ofMinutes(11)));
        assertThat(plan(NOW).cancel()).containsExactly(training(1));
        answers.put(training(1), new JobState.Cancelled(NOW.plus(Duration.ofMinutes(11))));
        plan(NOW);
        assertThat(status(1)).isEqualTo(JobStatus.FAILED);
        assertThat(view.run(RunInfo.id(SWEEP, 1)).jobs().getFirst().outcome())
                .contains(new Outcome.Failed(
                        FailureKind.TIMEOUT,
                        Optional.empty(),
                        "ran for longer than 10m, the limit that execution.job_timeout sets"));
    }

    @Test
    void what_the_back_end_knows_of_an_end_is_believed() {
        plan(NOW);
        answers.put(training(2), new JobState.Running(NOW));
        answers.put(
                training(1),
                new JobState.Exited(137, NOW, "loading", Optional.of(FailureKind.OUT_OF_MEMORY), Optional.empty()));
        plan(NOW);
        assertThat(view.run(RunInfo.id(SWEEP, 1)).observation().orElseThrow().problem())
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("out_of_memory exit 137"));
    }

    @Test
    void failures_alike_in_a_row_end_a_sweep_even_after_good_runs() {
        view.fold(Samples.init(1));
        view.fold(new Fact.Observed(RunInfo.id(SWEEP, 1), Samples.observation(1, 0.5)));
        failures = new Failures(Map.of(), Duration.ZERO, 3, 4);
        plan(NOW);
        for (int number = 2; number <= 5; number++) {
            exit(number, 2, "no file a");
        }
        plan(NOW.plusSeconds(1));
        plan(NOW.plusSeconds(2));
        assertThat(view.sweep().reason())
                .isEqualTo("the last 4 runs all failed the same way: user error, exit 2: no file a");
    }

    @Test
    void failures_after_a_sweep_was_opened_again_are_not_the_first() {
        plan(NOW);
        view.fold(new Fact.SweepMoved(SweepState.FAILED, "hopeless", NOW));
        view.fold(new Fact.SweepReopened("asked by ann", NOW.minusSeconds(1)));
        for (int number = 1; number <= 3; number++) {
            exit(number, 2, "no file a");
            plan(NOW);
        }
        assertThat(view.sweep().reason())
                .isEqualTo("the last 3 runs all failed the same way: user error, exit 2: no file a");
    }

    @Test
    void a_run_that_reports_its_score_is_hope_enough() {
        view.fold(new Fact.InitRun(RunInfo.id(SWEEP, 1), 1, false, Map.of(), NOW));
        var slow = Samples.job(training(1));
        view.fold(new Fact.RecordJob(slow));
        view.fold(Samples.report(slow, "", "1", new MetricPoint("score", 1, 0.5)));
        answers.put(training(1), new JobState.Running(NOW));
        plan(NOW);
        for (int number = 2; number <= 4; number++) {
            exit(number, 2, "no file a");
            plan(NOW);
        }
        assertThat(view.observations()).hasSize(3);
        assertThat(view.sweep().state()).isEqualTo(SweepState.RUNNING);
    }

    @Test
    void failures_alike_end_a_sweep_also_where_trials_between_them_were_stopped() {
        plan(NOW);
        exit(1, 2, "no file a");
        view.fold(new Fact.RunStopped(RunInfo.id(SWEEP, 2), "stopped by ann"));
        answers.put(training(2), new JobState.Cancelled(NOW));
        plan(NOW);
        exit(3, 2, "no file a");
        exit(4, 2, "no file a");
        plan(NOW);
        assertThat(view.sweep().reason())
                .isEqualTo("the first 3 runs all failed the same way: user error, exit 2: no file a");
    }

    @Test
    void a_replicate_that_runs_is_ended_by_being_invalidated_and_that_is_no_refusal() {
        view.fold(Samples.init(1));
        view.fold(new Fact.Observed(RunInfo.id(SWEEP, 1), Samples.observation(1, 0.5)));
        view.fold(Samples.replicate(1, 1));
        var job = Samples.replica(1, 1);
        view.fold(new Fact.RecordJob(job));
        answers.put(job.id(), new JobState.Running(NOW));
        var command = new Command.InvalidateTrial(job.id().runId(), "ann", "");
        view.fold(new Changes(3, view.sweep(), List.of(), List.of(new Command.Queued(1, command, NOW))));
        var plan = plan(NOW);
        assertThat(plan.cancel()).containsExactly(job.id());
        assertThat(plan.facts())
                .contains(new Fact.Decided(job.id().runId(), "command 1: invalidate", "asked by ann", NOW));
    }

    @Test
    void a_job_that_took_too_long_has_failed_by_that_even_if_the_clock_was_set_back_meanwhile() {
        timeout = Optional.of(Duration.ofMinutes(10));
        plan(NOW);
        answers.put(training(2), new JobState.Running(NOW));
        answers.put(training(1), new JobState.Running(NOW, Duration.ofMinutes(11)));
        assertThat(plan(NOW.plus(Duration.ofMinutes(1))).cancel()).containsExactly(training(1));
        answers.put(training(1), new JobState.Cancelled(NOW.plus(Duration.ofMinutes(1))));
        assertThat(plan(NOW.plus(Duration.ofMinutes(1))).submit())
                .as("it is not tried again")
                .extracting(JobDefinition::id)
                .doesNotContain(training(1).nextAttempt());
        assertThat(view.run(RunInfo.id(SWEEP, 1)).jobs().getFirst().outcome().orElseThrow())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.kind()).isEqualTo(FailureKind.TIMEOUT));
    }

    @Test
    void preemptions_make_no_later_wait_longer() {
        policy(FailureKind.INFRASTRUCTURE, 2, Failures.Then.INFEASIBLE, Duration.ofSeconds(1));
        plan(NOW);
        answers.put(training(2), new JobState.Running(NOW));
        var attempt = training(1);
        var now = NOW;
        for (int i = 0; i < 8; i++) {
            answers.put(attempt, new JobState.Preempted(now));
            plan(now);
            now = now.plusSeconds(1);
            attempt = attempt.nextAttempt();
            assertThat(plan(now).submit()).extracting(JobDefinition::id).containsExactly(attempt);
        }
        answers.put(attempt, new JobState.Lost("its machine failed"));
        plan(now);
        assertThat(plan(now.plusSeconds(1)).submit()).hasSize(1);
    }
}
