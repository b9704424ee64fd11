package metta.sweep;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metta.sweep.config.Budget;
import metta.sweep.config.Budget.Plateau;
import metta.sweep.config.Failures;
import metta.sweep.config.Goal;
import metta.sweep.config.Metric;
import metta.sweep.config.Prices;
import metta.sweep.config.Replicates;
import metta.sweep.space.Configuration;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;

/// When budgets are used up, and how many more trials they pay for.
final class LimitsTest {
    private static final Resources FOUR_CPUS_TWO_GPUS = new Resources(4, 2, 1);
    private final SweepView view = new SweepView(Samples.sweep(SWEEP), Goal.MAXIMIZE, Set.of());
    private final Map<JobId, JobState> answers = new HashMap<>();

    private Limits limits(Budget budget) {
        return limits(budget, Replicates.NONE);
    }

    private Limits limits(Budget budget, Replicates replicates) {
        var settings = new ControllerSettings(
                List.of(new Metric("score")),
                Optional.empty(),
                budget,
                new Prices(1, 0.25, 1),
                4,
                1,
                FOUR_CPUS_TWO_GPUS,
                Map.of(),
                Duration.ofSeconds(30),
                Optional.empty(),
                Failures.DEFAULT,
                replicates,
                List.of());
        return new Limits(settings, view, answers, NOW.plusSeconds(3600));
    }

    private static Budget hours(Optional<Double> cpus, Optional<Double> gpus, Optional<Double> money) {
        return new Budget(100, Optional.empty(), cpus, gpus, money, Optional.empty(), Optional.empty());
    }

    private static Budget gpuHours(double hours) {
        return hours(Optional.empty(), Optional.of(hours), Optional.empty());
    }

    private JobId start(int number) {
        var id = JobId.training(RunInfo.id(SWEEP, number));
        view.fold(new Fact.InitRun(id.runId(), number, false, Map.of(), NOW));
        view.fold(new Fact.RecordJob(Samples.job(id)));
        view.fold(new Fact.JobSubmitted(id, "handle", NOW));
        view.fold(new Fact.JobStarted(id, NOW));
        return id;
    }

    private void end(int number, Duration ran, Outcome outcome, double score) {
        var id = start(number);
        view.fold(new Fact.JobEnded(id, outcome, NOW.plus(ran)));
        var problem = outcome.succeeded() ? Optional.<String>empty() : Optional.of("it failed");
        view.fold(new Fact.Observed(
                id.runId(),
                new Observation(
                        id.runId(),
                        number,
                        1,
                        Configuration.EMPTY,
                        outcome.succeeded() ? Map.of("score", score) : Map.of(),
                        1,
                        1,
                        problem,
                        Optional.empty())));
    }

    @Test
    void what_chance_does_by_itself_is_no_improvement() {
        var plateau = plateau(1, 0);
        complete(1, 0.5);
        complete(2, 0.6);
        assertThat(limits(plateau).reached()).isEmpty();
        for (int number = 1; number <= 2; number++) {
            view.fold(Samples.replicate(number, 1));
            view.fold(new Fact.Observed(
                    RunInfo.id(SWEEP, number, 1), Samples.observation(number, 1, number == 1 ? 0.7 : 0.8)));
        }
        assertThat(limits(plateau).reached())
                .as("0.7 after 0.6, each by 0.1 more or less")
                .contains("the last 1 trials found nothing better");
    }

    private void replicate(int number, double score) {
        view.fold(Samples.replicate(number, 1));
        view.fold(new Fact.Observed(RunInfo.id(SWEEP, number, 1), Samples.observation(number, 1, score)));
    }

    @Test
    void a_trial_whose_seeds_are_still_to_come_may_be_better_and_ends_no_sweep() {
        var twoOfEach = new Replicates(2, Optional.empty());
        complete(1, 5);
        replicate(1, 5);
        complete(2, 1);
        replicate(2, 1);
        complete(3, 4);
        assertThat(limits(plateau(2, 0), twoOfEach).reached())
                .as("little is known of chance before the second seed of the third")
                .isEmpty();
        replicate(3, 4);
        assertThat(limits(plateau(2, 0), twoOfEach).reached()).isPresent();
        complete(4, 10);
        assertThat(limits(plateau(2, 0), twoOfEach).reached()).isEmpty();
        view.fold(Samples.replicate(4, 1));
        assertThat(limits(plateau(2, 0), twoOfEach).reached())
                .as("its second seed runs")
                .isEmpty();
    }

    @Test
    void seeds_that_the_best_got_at_the_end_hide_no_later_trial() {
        var twoOfTheBest = new Replicates(2, Optional.of(1));
        complete(1, 5);
        complete(2, 6);
        replicate(2, 6);
        complete(3, 7);
        complete(4, 8);
        assertThat(limits(plateau(2, 0), twoOfTheBest).reached()).isEmpty();
        assertThat(limits(target(8), twoOfTheBest).reached())
                .contains("8.0 of %s reaches the target 8.0".formatted(RunInfo.id(SWEEP, 4)));
        complete(5, 1);
        complete(6, 7.5);
        assertThat(limits(plateau(2, 0), twoOfTheBest).reached()).isPresent();
    }

    private void complete(int number, double score) {
        end(number, Duration.ofMinutes(30), new Outcome.Succeeded(), score);
    }

    @Test
    void hours_count_all_that_a_job_occupies_whatever_came_of_it() {
        complete(1, 0.5);
        end(2, Duration.ofMinutes(30), new Outcome.Lost("gone"), 0);
        assertThat(limits(gpuHours(2.01)).reached()).isEmpty();
        assertThat(limits(gpuHours(2)).reached()).contains("its budget of 2.0 GPU-hours is used up");
        assertThat(limits(hours(Optional.of(4.0), Optional.of(2.5), Optional.empty()))
                        .reached())
                .contains("its budget of 4.0 CPU-hours is used up");
        // An hour costs 1 for the node, 4 x 0.25 for CPUs and 2 x 1 for GPUs.
        assertThat(limits(hours(Optional.empty(), Optional.empty(), Optional.of(4.0)))
                        .reached())
                .contains("its budget of 4.0 in money is used up");
    }

    @Test
    void a_job_that_runs_counts_with_what_it_ran() {
        var job = start(1);
        answers.put(job, new JobState.Running(NOW, Duration.ofMinutes(10)));
        assertThat(limits(gpuHours(0.5)).reached()).isEmpty();
        assertThat(limits(gpuHours(0.3)).reached()).isPresent();
    }

    @Test
    void a_job_that_nobody_can_be_asked_about_runs_by_the_clock_which_begins_nothing_and_ends_nothing() {
        var job = start(1);
        for (var state : List.of(new JobState.Unreachable("the network is down"), new JobState.Queued())) {
            answers.put(job, state);
            assertThat(limits(gpuHours(0.5)).reached()).isEmpty();
            assertThat(limits(gpuHours(0.5)).affordable()).isZero();
            assertThat(limits(gpuHours(3)).affordable()).isPositive();
        }
    }

    @Test
    void a_job_that_was_over_before_anybody_asked_does_not_run_by_the_clock() {
        var job = start(1);
        var soon = view.run(job.runId()).job(job).orElseThrow().startedAt().map(at -> at.plusSeconds(1));
        answers.put(job, new JobState.Lost("gone", Optional.empty(), soon));
        assertThat(limits(gpuHours(0.5)).affordable()).isPositive();
    }

    @Test
    void trials_that_fail_are_no_plateau() {
        complete(1, 0.5);
        end(2, Duration.ofMinutes(1), new Outcome.Lost("gone"), 0);
        end(3, Duration.ofMinutes(1), new Outcome.Lost("gone"), 0);
        assertThat(limits(plateau(2, 0)).reached()).isEmpty();
        complete(4, 0.4);
        complete(5, 0.4);
        assertThat(limits(plateau(2, 0)).reached()).isPresent();
    }

    @Test
    void a_trial_is_begun_only_if_what_is_left_pays_for_it_beside_those_that_run() {
        assertThat(limits(gpuHours(0.1)).affordable()).isEqualTo(Integer.MAX_VALUE);
        complete(1, 0.5);
        assertThat(limits(gpuHours(3.9)).affordable()).isEqualTo(2);
        answers.put(start(2), new JobState.Running(NOW, Duration.ofMinutes(1)));
        assertThat(limits(gpuHours(3.9)).affordable()).isEqualTo(1);
        assertThat(limits(gpuHours(2.1)).affordable()).isZero();
        assertThat(limits(gpuHours(2.1)).unaffordable())
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("does not pay for another trial, which takes 0.5000 hours on average"));
        assertThat(limits(Budget.ofTrials(9)).unaffordable()).isEmpty();
    }

    private static Budget target(double target) {
        return new Budget(
                100,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(target),
                Optional.empty());
    }

    @Test
    void a_target_is_reached_by_a_score_as_good() {
        complete(1, 0.5);
        assertThat(limits(target(0.51)).reached()).isEmpty();
        assertThat(limits(target(0.5)).reached())
                .contains("0.5 of %s reaches the target 0.5".formatted(RunInfo.id(SWEEP, 1)));
    }

    private static Budget plateau(int trials, double delta) {
        return plateau(100, new Plateau(trials, delta));
    }

    @Test
    void a_plateau_is_so_many_trials_without_a_gain_that_counts() {
        complete(1, 0.5);
        complete(2, 0.4);
        assertThat(limits(plateau(2, 0)).reached()).isEmpty();
        complete(3, 0.55);
        assertThat(limits(plateau(2, 0)).reached()).isEmpty();
        assertThat(limits(plateau(2, 0.1)).reached()).contains("the last 2 trials found nothing better");
        complete(4, 0.5);
        assertThat(limits(plateau(2, 0)).reached()).isEmpty();
        complete(5, 0.5);
        assertThat(limits(plateau(2, 0)).reached()).isPresent();
    }

    @Test
    void where_nothing_has_a_score_yet_nothing_stagnates() {
        for (int number = 1; number <= 4; number++) {
            end(number, Duration.ofMinutes(1), new Outcome.Lost("gone"), 0);
        }
        assertThat(limits(plateau(2, 0)).reached()).isEmpty();
    }

    @Test
    void replicates_that_come_after_the_last_trial_are_not_ended_by_what_they_teach_of_chance() {
        var budget = plateau(3, new Plateau(1, 0));
        complete(1, 0.5);
        complete(2, 0.6);
        complete(3, 0.7);
        view.fold(Samples.replicate(3, 1));
        view.fold(new Fact.Observed(RunInfo.id(SWEEP, 3, 1), Samples.observation(3, 1, 0.5)));
        assertThat(limits(budget).reached())
                .as("there is no further trial to be saved")
                .isEmpty();
    }

    private static Budget plateau(int trials, Plateau plateau) {
        return new Budget(
                trials,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(plateau));
    }
}
