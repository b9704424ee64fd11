package metta.sweep.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import metta.sweep.Decision;
import metta.sweep.JobStatus;
import metta.sweep.Observation;
import metta.sweep.Problem;
import metta.sweep.config.Metric;
import metta.sweep.config.Replicates;
import metta.sweep.config.TrialSeeds;
import metta.sweep.space.SearchSpace;
import metta.sweep.testing.FakeRuns;
import org.junit.jupiter.api.Test;

/// Which trials are run with further seeds, and when.
final class RaceTest {
    private static final Problem PROBLEM =
            new Problem(new SearchSpace(new LinkedHashMap<>()), List.of(new Metric("score")), 4, 1);
    private final FakeRuns runs = new FakeRuns();

    private List<Decision> ask(Replicates replicates, int maxTrials, int free) {
        var scheduler = Schedulers.parallel(new CountingOptimizer(100), PROBLEM, OptionalInt.of(2), replicates);
        return SchedulerContract.ask(scheduler, runs, maxTrials, free);
    }

    private static Replicates all(int seeds) {
        return new Replicates(seeds, Optional.empty());
    }

    private static Replicates top(int seeds, int count) {
        return new Replicates(seeds, Optional.of(count));
    }

    private static List<String> replicates(List<Decision> decisions) {
        return decisions.stream()
                .filter(Decision.LaunchReplicate.class::isInstance)
                .map(Decision.LaunchReplicate.class::cast)
                .map(each -> each.number() + "." + each.replicate())
                .toList();
    }

    private void seeds(int number, double... scores) {
        for (int i = 0; i < scores.length; i++) {
            runs.replicate(number, i + 1).score(number, i + 1, scores[i]);
        }
    }

    @Test
    void each_trial_that_completed_is_run_again_before_others_are_begun() {
        runs.add(JobStatus.COMPLETED, 1).add(JobStatus.FAILED, 1).add(JobStatus.STOPPED, 1);
        var decisions = ask(all(3), 10, 3);
        assertThat(replicates(decisions)).containsExactly("1.1", "1.2");
        assertThat(decisions).hasSize(3).last().isInstanceOf(Decision.LaunchTraining.class);
        runs.carryOut(decisions);
        assertThat(runs.size()).as("replicates are no trials").isEqualTo(4);
        assertThat(runs.metadata(10).trialsLeft()).isEqualTo(6);
    }

    @Test
    void the_best_are_run_again_once_all_trials_have_ended_and_then_the_sweep_ends() {
        runs.add(JobStatus.COMPLETED, 3).add(JobStatus.IN_TRAINING, 1);
        assertThat(ask(top(3, 2), 4, 3)).isEmpty();
        runs.move(4, JobStatus.FAILED);
        var decisions = ask(top(3, 2), 4, 3);
        assertThat(replicates(decisions)).as("in rounds").containsExactly("3.1", "2.1", "3.2");
        runs.carryOut(decisions);
        assertThat(replicates(ask(top(3, 2), 4, 3))).containsExactly("2.2");
        assertThat(ask(top(3, 2), 4, 0)).as("no slot, and no end either").isEmpty();
        runs.score(3, 1, 0).score(2, 1, 0).score(3, 2, 0).replicate(2, 2).score(2, 2, 0);
        assertThat(ask(top(3, 2), 4, 3))
                .as("the best at first, though others are the best now")
                .singleElement()
                .isInstanceOf(Decision.Finish.class);
        assertThat(runs.best().map(Observation::number))
                .as("what rests on several seeds goes before what may have been luck")
                .contains(3);
    }

    @Test
    void all_trials_have_their_seeds_before_the_best_of_them_get_further_ones() {
        var composed = new Replicates(4, Optional.of(1), new TrialSeeds(2, List.of()));
        runs.add(JobStatus.COMPLETED, 1).add(JobStatus.FAILED, 1).add(JobStatus.COMPLETED, 1);
        var decisions = ask(composed, 3, 3);
        assertThat(replicates(decisions)).containsExactly("3.1", "1.1");
        runs.carryOut(decisions).score(1, 1, 0.5);
        assertThat(ask(composed, 3, 3)).as("one is not over yet").isEmpty();
        runs.score(3, 1, 0.1);
        decisions = ask(composed, 3, 3);
        assertThat(replicates(decisions)).as("the best by its mean").containsExactly("1.2", "1.3");
        assertThat(decisions).extracting(Decision::reason).contains("seed 3 of 4; one of the 1 best");
        runs.carryOut(decisions).score(1, 2, -9).score(1, 3, 0);
        assertThat(ask(composed, 3, 3))
                .as("still the best at first")
                .singleElement()
                .isInstanceOf(Decision.Finish.class);
    }

    @Test
    void a_trial_that_chance_does_not_bring_to_the_best_any_more_is_run_no_further() {
        runs.add(JobStatus.COMPLETED, 3);
        seeds(3, 0.031, 0.029);
        seeds(2, 0.021, 0.019);
        assertThat(replicates(ask(all(3), 3, 3)))
                .as("0.01 against 0.03, with errors of 0.001")
                .isEmpty();
        runs.replicate(1, 1);
        assertThat(ask(all(3), 3, 3))
                .filteredOn(Decision.StopRun.class::isInstance)
                .singleElement()
                .extracting(each -> ((Decision.StopRun) each).runId())
                .isEqualTo("s_trial_0001_seed_2");
    }

    @Test
    void with_as_much_noise_as_difference_nothing_is_given_up() {
        runs.add(JobStatus.COMPLETED, 3);
        seeds(3, 0.01, 0.06);
        seeds(2, 0.04, 0.0);
        assertThat(replicates(ask(all(3), 3, 3))).containsExactly("1.1", "1.2");
    }

    @Test
    void a_replicate_that_failed_or_was_stopped_leaves_the_mean_alone() {
        runs.add(JobStatus.COMPLETED, 1)
                .replicate(1, 1)
                .carryOut(List.of(new Decision.StopRun("s_trial_0001_seed_2", "no")));
        runs.score(1, 1, 99);
        assertThat(runs.taught(1).flatMap(Observation::score)).contains(0.01);
        seeds(1, 99, 0.03);
        assertThat(runs.taught(1).map(Observation::seeds)).contains(2);
        assertThat(runs.observations()).hasSize(1);
    }
}
