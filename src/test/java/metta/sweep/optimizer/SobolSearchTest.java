package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import metta.sweep.Optimizer;
import metta.sweep.Suggestion;
import org.junit.jupiter.api.Test;

final class SobolSearchTest implements OptimizerContract {
    @Override
    public Optimizer optimizer() {
        return Optimizers.sobol();
    }

    private List<Suggestion> points(long seed, int first, int count) {
        return optimizer().suggest(Problems.of(Problems.mixed(), seed), List.of(), List.of(), first, count);
    }

    @Test
    void a_point_depends_on_the_seed_and_the_trials_number_and_on_nothing_else() {
        var all = points(1, 1, 40);
        for (int number : new int[] {1, 2, 3, 17, 40}) {
            assertThat(points(1, number, 1)).containsExactly(all.get(number - 1));
        }
        assertThat(points(2, 1, 40)).doesNotContainAnyElementsOf(all);
    }

    @Test
    void choices_are_tried_equally_often_after_a_power_of_two_of_trials() {
        assertThat(points(3, 1, 64))
                .filteredOn(each -> each.configuration().value("bias").equals(true))
                .hasSize(32);
        assertThat(points(3, 1, 64))
                .filteredOn(each -> each.configuration().value("layers").equals(5L))
                .hasSize(8);
    }
}
