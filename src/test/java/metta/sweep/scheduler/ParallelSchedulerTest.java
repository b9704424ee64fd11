package metta.sweep.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import metta.sweep.Decision;
import metta.sweep.JobStatus;
import metta.sweep.Optimizer;
import metta.sweep.RunInfo;
import metta.sweep.Scheduler;
import metta.sweep.space.Configuration;
import metta.sweep.testing.FakeRuns;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;

final class ParallelSchedulerTest implements SchedulerContract {
    private final CountingOptimizer optimizer = new CountingOptimizer(1_000);

    @Override
    public Scheduler scheduler(Optimizer optimizer) {
        return Schedulers.parallel(optimizer, PROBLEM, OptionalInt.of(2));
    }

    @Override
    public int evals() {
        return 2;
    }

    private List<Decision> ask(OptionalInt evals, FakeRuns runs, int maxTrials, int free) {
        return SchedulerContract.ask(Schedulers.parallel(optimizer, PROBLEM, evals), runs, maxTrials, free);
    }

    private static List<String> evaluated(List<Decision> decisions) {
        return decisions.stream()
                .filter(Decision.LaunchEval.class::isInstance)
                .map(each -> ((Decision.LaunchEval) each).runId())
                .toList();
    }

    private static long trained(List<Decision> decisions) {
        return decisions.stream()
                .filter(Decision.LaunchTraining.class::isInstance)
                .count();
    }

    private static String id(int number) {
        return RunInfo.id(Samples.SWEEP, number);
    }

    @Test
    void training_fills_the_free_slots_with_one_question_to_the_optimizer() {
        var decisions = ask(OptionalInt.of(1), new FakeRuns(), 5, 3);
        assertThat(decisions).hasSize(3).hasOnlyElementsOfType(Decision.LaunchTraining.class);
        assertThat(optimizer.questions()).containsExactly(new CountingOptimizer.Question(0, List.of(), 1, 3));
    }

    @Test
    void training_never_goes_beyond_the_budget() {
        var runs = new FakeRuns().add(JobStatus.IN_TRAINING, 4);
        assertThat(ask(OptionalInt.of(1), runs, 5, 3)).hasSize(1);
    }

    @Test
    void evaluations_are_capped_one_at_a_time() {
        var runs = new FakeRuns().add(JobStatus.TRAINING_DONE_NO_EVAL, 2);
        var decisions = ask(OptionalInt.of(1), runs, 5, 0);
        assertThat(decisions).hasSize(1);
        assertThat(evaluated(decisions)).containsExactly(id(1));
        assertThat(ask(OptionalInt.of(1), runs.carryOut(decisions), 5, 0))
                .as("the view with that decision in it")
                .isEmpty();
        runs.move(1, JobStatus.COMPLETED);
        assertThat(evaluated(ask(OptionalInt.of(1), runs, 5, 0))).containsExactly(id(2));
    }

    @Test
    void pending_configurations_are_shown_to_the_optimizer() {
        var runs = new FakeRuns().add(JobStatus.COMPLETED, 1).add(JobStatus.IN_TRAINING, 2);
        assertThat(ask(OptionalInt.of(1), runs, 5, 1)).hasSize(1);
        var pending = List.of(Configuration.of(Map.of("x", 2)), Configuration.of(Map.of("x", 3)));
        assertThat(optimizer.questions()).containsExactly(new CountingOptimizer.Question(1, pending, 4, 1));
    }

    @Test
    void a_backlog_of_evaluations_does_not_stop_training() {
        var runs = new FakeRuns().add(JobStatus.IN_EVAL, 1).add(JobStatus.TRAINING_DONE_NO_EVAL, 10);
        assertThat(ask(OptionalInt.of(1), runs, 20, 2)).hasSize(2).hasOnlyElementsOfType(Decision.LaunchTraining.class);
    }

    @Test
    void throttled_evaluations_start_beside_trainings() {
        var decisions = ask(OptionalInt.of(1), new FakeRuns().add(JobStatus.TRAINING_DONE_NO_EVAL, 2), 20, 5);
        assertThat(evaluated(decisions)).hasSize(1);
        assertThat(trained(decisions)).isEqualTo(5);
    }

    @Test
    void without_a_cap_all_that_are_trained_are_evaluated_the_oldest_first() {
        var runs = new FakeRuns().add(JobStatus.IN_EVAL, 3).add(JobStatus.TRAINING_DONE_NO_EVAL, 3);
        assertThat(evaluated(ask(OptionalInt.empty(), runs, 6, 0))).containsExactly(id(4), id(5), id(6));
    }

    @Test
    void the_cap_counts_evaluations_that_run_already() {
        var runs = new FakeRuns().add(JobStatus.IN_EVAL, 2).add(JobStatus.TRAINING_DONE_NO_EVAL, 3);
        assertThat(evaluated(ask(OptionalInt.of(3), runs, 5, 0))).containsExactly(id(3));
        assertThat(evaluated(ask(OptionalInt.of(1), runs, 5, 0))).isEmpty();
    }

    @Test
    void a_batch_that_the_optimizer_cannot_fill_is_started_as_far_as_it_goes() {
        var scheduler = Schedulers.parallel(new CountingOptimizer(2), PROBLEM, OptionalInt.of(1));
        assertThat(SchedulerContract.ask(scheduler, new FakeRuns(), 5, 3)).hasSize(2);
    }

    @Test
    void a_cap_that_lets_nothing_through_is_refused() {
        assertThatThrownBy(() -> Schedulers.parallel(optimizer, PROBLEM, OptionalInt.of(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxConcurrentEvals must be at least 1, got 0");
    }
}
