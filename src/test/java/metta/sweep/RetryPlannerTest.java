package metta.sweep;

import static metta.sweep.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.config.Failures;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;

/// What is tried again and when, and which hours count.
final class RetryPlannerTest extends PlannerStage {
    @Test
    void a_job_is_tried_again_as_often_as_the_policy_of_its_failure_says() {
        policy(FailureKind.USER_ERROR, 1, Failures.Then.INFEASIBLE, Duration.ZERO);
        plan(NOW);
        answers.put(training(2), new JobState.Running(NOW));
        exit(1, 3, "no");
        var second = training(1).nextAttempt();
        assertThat(plan(NOW).submit()).extracting(JobDefinition::id).containsExactly(second);
        answers.put(second, new JobState.Exited(3, NOW, "no"));
        plan(NOW);
        assertThat(status(1)).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void a_preempted_job_is_tried_again_however_often() {
        policy(FailureKind.INFRASTRUCTURE, 0, Failures.Then.STOP, Duration.ZERO);
        plan(NOW);
        answers.put(training(2), new JobState.Running(NOW));
        var attempt = training(1);
        for (int i = 0; i < 20; i++) {
            answers.put(attempt, new JobState.Preempted(NOW));
            attempt = attempt.nextAttempt();
            assertThat(plan(NOW).submit()).extracting(JobDefinition::id).containsExactly(attempt);
        }
    }

    @Test
    void a_job_that_nobody_saw_running_before_it_was_over_counts_with_all_its_time() {
        plan(NOW);
        var since = Optional.of(NOW.plusSeconds(1));
        answers.put(training(1), new JobState.Lost("its machine failed", since, Optional.empty()));
        answers.put(training(2), new JobState.Exited(1, NOW.plusSeconds(61), "", Optional.empty(), since));
        plan(NOW.plusSeconds(61));
        assertThat(view.busy()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void a_job_that_was_lost_long_before_anybody_asked_counts_until_then() {
        plan(NOW);
        answers.put(training(1), new JobState.Running(NOW));
        answers.put(training(2), new JobState.Running(NOW));
        plan(NOW.plusSeconds(1));
        var died = Optional.of(NOW.plusSeconds(5));
        answers.put(training(1), new JobState.Lost("its machine failed", Optional.of(NOW), died));
        answers.put(training(2), new JobState.Lost("its machine failed", Optional.of(NOW), died));
        var monday = NOW.plus(Duration.ofHours(60));
        plan(monday);
        assertThat(view.busy()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void an_attempt_that_was_begun_already_is_taken_up_and_not_asked_for() {
        policy(FailureKind.USER_ERROR, 0, Failures.Then.INFEASIBLE, Duration.ZERO);
        plan(NOW);
        var again = begunAgain();
        answers.put(training(2), new JobState.Running(NOW));
        answers.put(training(1), new JobState.Exited(1, NOW, "no"));
        assertThat(plan(NOW).submit()).extracting(JobDefinition::id).contains(again);
        answers.put(again, new JobState.Running(NOW));
        view.fold(new Fact.SweepMoved(SweepState.STOPPING, "stopped", NOW));
        assertThat(plan(NOW).cancel()).as("it ends with its sweep").contains(again);
    }

    @Test
    void an_attempt_that_was_begun_already_ends_where_the_one_before_it_went_well() {
        plan(NOW);
        var again = begunAgain();
        answers.put(training(2), new JobState.Running(NOW));
        var first = view.run(training(1).runId()).job(training(1)).orElseThrow().definition();
        view.fold(Samples.report(first, "", "1", new MetricPoint("score", 1, 0.5)));
        answers.put(training(1), new JobState.Exited(0, NOW, ""));
        var plan = plan(NOW);
        assertThat(plan.cancel()).containsExactly(again);
        assertThat(plan.submit()).extracting(JobDefinition::id).doesNotContain(again);
        assertThat(status(1)).isNotEqualTo(JobStatus.FAILED);
    }

    @Test
    void an_attempt_that_was_begun_already_ends_with_its_sweep_even_if_that_ends_first() {
        policy(FailureKind.USER_ERROR, 0, Failures.Then.INFEASIBLE, Duration.ZERO);
        plan(NOW);
        var again = begunAgain();
        view.fold(new Fact.SweepMoved(SweepState.STOPPING, "stopped", NOW));
        answers.put(training(1), new JobState.Exited(1, NOW, "no"));
        answers.put(training(2), new JobState.Cancelled(NOW));
        assertThat(plan(NOW).submit()).isEmpty();
        answers.put(again, new JobState.Running(NOW));
        assertThat(plan(NOW).cancel()).containsExactly(again);
        assertThat(view.sweep().state()).isEqualTo(SweepState.STOPPING);
    }

    @Test
    void a_run_that_waits_to_be_tried_again_keeps_its_slot() {
        policy(FailureKind.INFRASTRUCTURE, 2, Failures.Then.INFEASIBLE, Duration.ofSeconds(30));
        plan(NOW);
        answers.put(training(2), new JobState.Running(NOW));
        answers.put(training(1), new JobState.Lost("its machine failed"));
        assertThat(plan(NOW).submit()).isEmpty();
        assertThat(status(1)).isEqualTo(JobStatus.IN_TRAINING);
        assertThat(plan(NOW.plusSeconds(29)).submit()).isEmpty();
        assertThat(plan(NOW.plusSeconds(30)).submit())
                .extracting(JobDefinition::id)
                .containsExactly(training(1).nextAttempt());
        answers.put(training(1).nextAttempt(), new JobState.Lost("its machine failed"));
        var later = NOW.plusSeconds(40);
        assertThat(plan(later).submit()).isEmpty();
        assertThat(plan(later.plusSeconds(59)).submit()).as("twice as long").isEmpty();
        assertThat(plan(later.plusSeconds(60)).submit()).hasSize(1);
    }

    /// The second attempt at the first trial, of which there is a folder and no record.
    private JobId begunAgain() {
        var again = training(1).nextAttempt();
        var begun = Map.<String, Object>of(RunInfo.BEGUN, List.of(again.name()));
        view.fold(new Fact.UpdateRunSummary(training(1).runId(), begun, Map.of()));
        return again;
    }
}
