package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import metta.sweep.Optimizer;
import metta.sweep.Suggestion;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class RandomSearchTest implements OptimizerContract {
    @Override
    public Optimizer optimizer() {
        return Optimizers.random();
    }

    private List<Suggestion> draws(long seed, int first, int count) {
        return optimizer().suggest(Problems.of(Problems.mixed(), seed), List.of(), List.of(), first, count);
    }

    @Test
    void a_draw_depends_on_the_seed_and_the_trials_number_and_on_nothing_else() {
        var problem = Problems.of(Problems.mixed(), 1);
        var seventh = draws(1, 7, 1).getFirst();
        assertThat(draws(1, 1, 10).get(6)).isEqualTo(seventh);
        var observed = List.of(Problems.observation(1, seventh.configuration()));
        assertThat(optimizer().suggest(problem, observed, List.of(seventh.configuration()), 7, 1))
                .containsExactly(seventh);
        assertThat(draws(2, 7, 1).getFirst().configuration()).isNotEqualTo(seventh.configuration());
        assertThat(draws(1, 8, 1).getFirst().configuration()).isNotEqualTo(seventh.configuration());
    }

    @Test
    void draws_fill_the_space_evenly() {
        var problem = Problems.of(Problems.cube(1), 1);
        double mean = optimizer().suggest(problem, List.of(), List.of(), 1, 10_000).stream()
                .mapToDouble(each -> (double) each.configuration().value("x0"))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0.5, Offset.offset(4 / Math.sqrt(12 * 10_000)));
    }
}
