package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;
import org.junit.jupiter.api.Test;

final class PointsFirstTest {
    private static final Problem PROBLEM = Problems.of(Problems.cube(1), 7);
    private static final List<Configuration> POINTS = Stream.of(0.1, 0.5, 0.9)
            .map(each -> PROBLEM.space().decode(new double[] {each}).orElseThrow())
            .toList();

    private static List<Configuration> configurations(Optimizer optimizer, List<Configuration> pending, int first) {
        return optimizer.suggest(PROBLEM, List.of(), pending, first, 3).stream()
                .map(Suggestion::configuration)
                .toList();
    }

    @Test
    void the_first_trials_try_the_points_in_order() {
        var suggestions = Optimizers.first(POINTS, Optimizers.random()).suggest(PROBLEM, List.of(), List.of(), 1, 3);
        assertThat(suggestions).extracting(Suggestion::configuration).isEqualTo(POINTS);
        assertThat(suggestions.getLast().reason()).isEqualTo("point 3 of 3 of points_to_evaluate");
    }

    @Test
    void the_other_optimizer_has_every_trial_that_comes_after_them() {
        var sobol = Optimizers.sobol();
        var both = Optimizers.first(POINTS, sobol);
        assertThat(configurations(both, POINTS, 4)).isEqualTo(configurations(sobol, POINTS, 4));
        assertThat(configurations(both, List.of(), 3).getFirst()).isEqualTo(POINTS.getLast());
        assertThat(configurations(both, List.of(), 3).subList(1, 3))
                .isEqualTo(configurations(sobol, List.of(POINTS.getLast()), 4).subList(0, 2));
    }

    @Test
    void without_points_it_is_the_other_optimizer_itself() {
        var random = Optimizers.random();
        assertThat(Optimizers.first(List.of(), random)).isSameAs(random);
    }
}
