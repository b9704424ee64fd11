package metta.sweep.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import metta.sweep.Decision;
import metta.sweep.JobStatus;
import metta.sweep.Noise;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.RunInfo;
import metta.sweep.Runs;
import metta.sweep.Scheduler;
import metta.sweep.Seeds;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;
import metta.sweep.testing.FakeRuns;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;

/// What every scheduler promises.
interface SchedulerContract {
    Problem PROBLEM = new Problem(new SearchSpace(new LinkedHashMap<>()), List.of(), 20, 1);

    /// A scheduler that evaluates at most [#evals] runs at once.
    Scheduler scheduler(Optimizer optimizer);

    int evals();

    static List<Decision> ask(Scheduler scheduler, FakeRuns runs, int maxTrials, int free) {
        return scheduler.schedule(runs, runs.metadata(maxTrials), free, Samples.NOW);
    }

    private List<Decision> ask(FakeRuns runs, int maxTrials, int free) {
        return ask(scheduler(new CountingOptimizer(1_000)), runs, maxTrials, free);
    }

    @Test
    default void a_sweep_tries_exactly_its_budget_and_finishes() {
        for (int seed = 0; seed < 100; seed++) {
            assertThat(live(new CountingOptimizer(1_000), 20, Seeds.of(seed, 1)))
                    .as("seed %d", seed)
                    .isEqualTo(20);
        }
    }

    @Test
    default void a_sweep_whose_optimizer_has_nothing_more_finishes_before_its_budget_does() {
        for (int seed = 0; seed < 100; seed++) {
            assertThat(live(new CountingOptimizer(7), 20, Seeds.of(seed, 2)))
                    .as("seed %d", seed)
                    .isEqualTo(7);
        }
    }

    /// Lives a whole sweep, with a new scheduler for each decision, and says how many trials it had.
    private int live(Optimizer optimizer, int maxTrials, RandomGenerator random) {
        var runs = new FakeRuns();
        for (int step = 0; step < 10_000; step++) {
            int training = runs.count(JobStatus.PENDING) + runs.count(JobStatus.IN_TRAINING);
            int free = Math.max(0, 3 - training);
            var decisions = ask(scheduler(optimizer), runs, maxTrials, free);
            var launches = decisions.stream().filter(Decision.LaunchTraining.class::isInstance);
            assertThat(launches.count()).isLessThanOrEqualTo(free);
            runs.carryOut(decisions);
            assertThat(runs.count(JobStatus.IN_EVAL)).isLessThanOrEqualTo(evals());
            if (decisions.stream().anyMatch(Decision.Finish.class::isInstance)) {
                assertThat(decisions).hasSize(1);
                assertThat(runs.metadata(maxTrials).ended()).isEqualTo(runs.size());
                return runs.size();
            }
            advance(runs, random);
        }
        throw new AssertionError("the sweep does not end");
    }

    private static void advance(FakeRuns runs, RandomGenerator random) {
        for (int number = 1; number <= runs.size(); number++) {
            if (random.nextInt(3) == 0) {
                switch (runs.status(number)) {
                    case PENDING -> runs.move(number, JobStatus.IN_TRAINING);
                    case IN_TRAINING ->
                        runs.move(number, random.nextInt(4) == 0 ? JobStatus.FAILED : JobStatus.TRAINING_DONE_NO_EVAL);
                    case IN_EVAL -> runs.move(number, JobStatus.EVAL_DONE_NOT_COMPLETED);
                    case EVAL_DONE_NOT_COMPLETED -> runs.move(number, JobStatus.COMPLETED);
                    case TRAINING_DONE_NO_EVAL, COMPLETED, FAILED, STOPPED, INVALIDATED, PAUSED -> {}
                }
            }
        }
    }

    @Test
    default void the_same_view_has_the_same_decisions() {
        var runs = new FakeRuns()
                .add(JobStatus.COMPLETED, 2)
                .add(JobStatus.TRAINING_DONE_NO_EVAL, 2)
                .add(JobStatus.FAILED, 1);
        var scheduler = scheduler(new CountingOptimizer(1_000));
        var first = ask(scheduler, runs, 20, 2);
        assertThat(first).isNotEmpty();
        assertThat(ask(scheduler, runs, 20, 2)).isEqualTo(first);
        assertThat(ask(runs, 20, 2)).isEqualTo(first);
    }

    @Test
    default void every_decision_has_a_reason() {
        var waiting = new FakeRuns().add(JobStatus.TRAINING_DONE_NO_EVAL, 1);
        var over = new FakeRuns().add(JobStatus.COMPLETED, 2);
        for (var decisions : List.of(ask(waiting, 5, 1), ask(over, 2, 1), ask(new FakeRuns(), 5, 1))) {
            assertThat(decisions)
                    .isNotEmpty()
                    .allSatisfy(each -> assertThat(each.reason()).isNotBlank());
        }
    }

    @Test
    default void the_next_run_continues_the_numbers_of_those_there_are() {
        var optimizer = new CountingOptimizer(1_000);
        var runs = new FakeRuns()
                .add(JobStatus.COMPLETED, 2)
                .add(JobStatus.FAILED, 1)
                .add(JobStatus.STOPPED, 1);
        ask(scheduler(optimizer), runs, 5, 1);
        assertThat(optimizer.questions()).containsExactly(new CountingOptimizer.Question(4, List.of(), 5, 1));
    }

    @Test
    default void without_a_free_slot_nothing_is_trained_and_the_optimizer_is_left_alone() {
        var optimizer = new CountingOptimizer(1_000);
        assertThat(ask(scheduler(optimizer), new FakeRuns(), 5, 0)).isEmpty();
        assertThat(optimizer.questions()).isEmpty();
    }

    @Test
    default void an_evaluation_needs_no_free_slot() {
        var runs = new FakeRuns().add(JobStatus.TRAINING_DONE_NO_EVAL, 1);
        assertThat(ask(runs, 1, 0)).singleElement().isInstanceOf(Decision.LaunchEval.class);
    }

    @Test
    default void the_sweep_does_not_finish_while_a_run_is_unfinished() {
        for (var status : List.of(
                JobStatus.PENDING, JobStatus.IN_TRAINING, JobStatus.IN_EVAL, JobStatus.EVAL_DONE_NOT_COMPLETED)) {
            var runs = new FakeRuns().add(JobStatus.COMPLETED, 1).add(status, 1);
            assertThat(ask(runs, 2, 3)).as("%s, budget used", status).isEmpty();
            var exhausted = scheduler(new CountingOptimizer(2));
            assertThat(ask(exhausted, runs, 9, 3))
                    .as("%s, optimizer exhausted", status)
                    .isEmpty();
        }
    }

    @Test
    default void a_decision_does_not_walk_through_runs_that_have_ended() {
        var runs = new FakeRuns().add(JobStatus.COMPLETED, 50).add(JobStatus.TRAINING_DONE_NO_EVAL, 1);
        var scheduler = scheduler(new CountingOptimizer(1_000));
        assertThat(scheduler.schedule(new Unread(runs), runs.metadata(60), 1, Samples.NOW))
                .isNotEmpty();
        runs.move(51, JobStatus.COMPLETED);
        assertThat(scheduler.schedule(new Unread(runs), runs.metadata(60), 1, Samples.NOW))
                .singleElement()
                .isInstanceOf(Decision.LaunchTraining.class);
        assertThat(scheduler.schedule(new Unread(runs), runs.metadata(51), 1, Samples.NOW))
                .singleElement()
                .isInstanceOf(Decision.Finish.class);
    }

    /// Runs whose observations may be handed on and counted, but neither read nor copied.
    record Unread(FakeRuns runs) implements Runs {
        @Override
        public int size() {
            return runs.size();
        }

        @Override
        public Collection<RunInfo> with(JobStatus status) {
            return runs.with(status);
        }

        @Override
        public List<Observation> observations() {
            return new AbstractList<>() {
                @Override
                public int size() {
                    return runs.observations().size();
                }

                @Override
                public Observation get(int index) {
                    throw new AssertionError("reads what ended runs taught");
                }
            };
        }

        @Override
        public List<Configuration> pending() {
            return runs.pending();
        }

        @Override
        public Collection<RunInfo> replicates(int number) {
            throw new AssertionError("asks for replicates where none are wanted");
        }

        @Override
        public Optional<Observation> taught(int number) {
            throw new AssertionError("reads what an ended run taught");
        }

        @Override
        public Optional<Observation> best() {
            throw new AssertionError("reads what ended runs taught");
        }

        @Override
        public Collection<Observation> ofSeeds(int seeds) {
            throw new AssertionError("reads what ended runs taught");
        }

        @Override
        public List<Observation> bestAtFirst(int count, int seeds) {
            throw new AssertionError("reads what ended runs taught");
        }

        @Override
        public Noise noise() {
            throw new AssertionError("reads what ended runs taught");
        }
    }
}
