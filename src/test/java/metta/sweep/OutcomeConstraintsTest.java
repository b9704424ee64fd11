package metta.sweep;

import static metta.sweep.config.OutcomeConstraint.atLeast;
import static metta.sweep.config.OutcomeConstraint.atMost;
import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metta.sweep.config.Budget;
import metta.sweep.config.Failures;
import metta.sweep.config.Goal;
import metta.sweep.config.Metric;
import metta.sweep.config.OutcomeConstraint;
import metta.sweep.config.Prices;
import metta.sweep.config.Replicates;
import metta.sweep.space.Configuration;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;

/// Which trials may be the best where metrics of theirs have to keep bounds.
final class OutcomeConstraintsTest {
    private static final List<OutcomeConstraint> BOUNDS = List.of(atMost("ms", 50));
    private static final Merit MERIT = new Merit(Goal.MAXIMIZE, BOUNDS);
    private final SweepView view = new SweepView(Samples.sweep(SWEEP), MERIT, Set.of());

    private void ended(int number, int replicate, Map<String, Double> scores, Optional<String> problem) {
        var id = RunInfo.id(SWEEP, number, replicate);
        view.fold(new Fact.InitRun(id, number, replicate, false, Map.of(), NOW));
        view.fold(new Fact.Observed(
                id, new Observation(id, number, 1, Configuration.EMPTY, scores, 1, 1, problem, Optional.empty())));
    }

    private void ended(int number, double score, double ms) {
        ended(number, 0, Map.of("score", score), Map.of("ms", ms));
    }

    private void ended(int number, int replicate, Map<String, Double> score, Map<String, Double> bounded) {
        ended(number, replicate, Ordered.merge(score, bounded), Optional.empty());
    }

    private Optional<Integer> best() {
        return view.best().map(Observation::number);
    }

    @Test
    void a_value_on_the_limit_keeps_a_bound_and_one_that_nobody_knows_does_not() {
        var merit = new Merit(Goal.MINIMIZE, List.of(atMost("ms", 50), atLeast("ms", 10), atLeast("recall", 0)));
        assertThat(merit.admits(Map.of("ms", 50.0, "recall", 0.0))).isTrue();
        assertThat(merit.admits(Map.of("ms", 10.0, "recall", 1.0))).isTrue();
        assertThat(merit.missed(Map.of("ms", 51.0, "recall", -1.0)))
                .containsExactly(atMost("ms", 50), atLeast("recall", 0));
        assertThat(merit.missed(Map.of("ms", 9.0))).containsExactly(atLeast("ms", 10), atLeast("recall", 0));
        assertThat(new Merit(Goal.MINIMIZE).admits(Map.of())).isTrue();
    }

    @Test
    void the_best_is_the_best_of_those_that_keep_all_bounds() {
        ended(1, 0.9, 51);
        assertThat(best()).isEmpty();
        assertThat(view.overview().best()).isEmpty();
        ended(2, 0.5, 50);
        ended(3, 0, Map.of("score", 0.8), Optional.empty());
        assertThat(best()).contains(2);
        assertThat(view.metadata(9).best()).map(RunInfo::number).contains(2);
        assertThat(view.ofSeeds(1)).extracting(Observation::number).containsExactly(2);
        assertThat(view.bestAtFirst(5, 1)).extracting(Observation::number).containsExactly(2);
        assertThat(view.observations()).as("all of them teach").hasSize(3);
        assertThat(view.count(JobStatus.COMPLETED)).isEqualTo(3);
    }

    @Test
    void the_means_of_several_seeds_are_judged() {
        ended(1, 0.5, 40);
        ended(1, 1, Map.of("score", 0.5), Map.of("ms", 70.0));
        ended(2, 0.9, 60);
        ended(2, 1, Map.of("score", 0.7), Map.of("ms", 30.0));
        assertThat(best()).contains(2);
        assertThat(view.ofSeeds(2)).extracting(Observation::number).containsExactly(2);
        assertThat(view.bestAtFirst(5, 1))
                .as("by its first seed alone the other kept the bound")
                .extracting(Observation::number)
                .containsExactly(1);
        assertThat(view.noise().degrees()).as("both tell of chance").isEqualTo(2);
    }

    @Test
    void other_bounds_rank_all_that_has_ended_as_if_they_had_always_been_there() {
        ended(1, 0.9, 61);
        ended(2, 0.5, 45);
        ended(2, 1, Map.of("score", 0.7), Map.of("ms", 45.0));
        ended(3, 0.7, 20);
        for (var bound : List.of(40, 50, 70, 1)) {
            var merit = new Merit(Goal.MAXIMIZE, List.of(atMost("ms", bound)));
            view.rankBy(merit);
            var fetched = new SweepView(view.sweep(), merit, Set.of());
            fetched.fold(new Changes(1, view.sweep(), view.all(), List.of()));
            assertThat(view.overview()).isEqualTo(fetched.overview());
            assertThat(view.noise()).isEqualTo(fetched.noise());
            assertThat(view.ofSeeds(1)).containsExactlyElementsOf(fetched.ofSeeds(1));
        }
        view.rankBy(new Merit(Goal.MINIMIZE));
        view.fold(new Fact.Observed(
                RunInfo.id(SWEEP, 3), view.taught(3).orElseThrow().invalidated("by ann")));
        assertThat(best()).contains(2);
        assertThat(view.ofSeeds(1)).extracting(Observation::number).containsExactly(1);
    }

    private static ControllerSettings settings(Optional<Double> target, Optional<Budget.Plateau> plateau) {
        var none = Optional.<Double>empty();
        return new ControllerSettings(
                List.of(new Metric("score")),
                Optional.empty(),
                new Budget(100, Optional.empty(), none, none, none, target, plateau),
                Prices.NONE,
                1,
                1,
                Resources.DEFAULT,
                Map.of(),
                Duration.ofSeconds(30),
                Optional.empty(),
                Failures.DEFAULT,
                plateau.isPresent() ? new Replicates(2, Optional.empty()) : Replicates.NONE,
                BOUNDS);
    }

    private Optional<String> reached(ControllerSettings settings) {
        return new Limits(settings, view, Map.of(), NOW).reached();
    }

    @Test
    void a_trial_beyond_a_bound_reaches_no_target() {
        ended(1, 0.9, 60);
        assertThat(reached(settings(Optional.of(0.8), Optional.empty()))).isEmpty();
        ended(2, 0.85, 40);
        assertThat(reached(settings(Optional.of(0.8), Optional.empty()))).isPresent();
    }

    @Test
    void a_plateau_is_of_trials_that_keep_the_bounds() {
        var settings = settings(Optional.empty(), Optional.of(new Budget.Plateau(2, 0)));
        ended(1, 0.5, 40);
        ended(1, 1, Map.of("score", 0.5), Map.of("ms", 40.0));
        for (int number = 2; number <= 6; number++) {
            ended(number, 0.9, 60);
            assertThat(reached(settings)).isEmpty();
        }
        ended(7, 0.4, 40);
        ended(7, 1, Map.of("score", 0.4), Map.of("ms", 40.0));
        assertThat(reached(settings)).as("one of two").isEmpty();
        ended(8, 0.3, 40);
        assertThat(reached(settings)).as("its second seed is to come").isEmpty();
        ended(8, 1, Map.of("score", 0.3), Map.of("ms", 40.0));
        assertThat(reached(settings)).contains("the last 2 trials found nothing better");
    }

    @Test
    void a_sweep_of_which_no_trial_keeps_the_bounds_works_all_the_same() {
        var settings = settings(Optional.empty(), Optional.empty());
        for (int number = 2; number <= 4; number++) {
            ended(number, 0, Map.of(), Optional.of("user_error exit 3: no such file"));
        }
        assertThat(settings.failures().stopFirst()).isEqualTo(3);
        assertThat(WindDown.hopeless(view, settings)).isPresent();
        ended(1, 0.9, 60);
        assertThat(WindDown.hopeless(view, settings)).isEmpty();
    }
}
