package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import metta.sweep.space.Configuration;
import org.junit.jupiter.api.Test;

final class TargetsTest {
    private static List<Evidence.Item> items(double... losses) {
        return IntStream.range(0, losses.length)
                .mapToObj(i -> new Evidence.Item(i + 1, Configuration.EMPTY, Point.of(), List.of(losses[i]), 1))
                .toList();
    }

    private static double[] of(double... losses) {
        var targets = new Targets(items(losses));
        return Arrays.stream(losses).map(targets::of).toArray();
    }

    @Test
    void they_are_standardized_and_in_the_same_order() {
        double[] targets = of(1, 2, 3, 4, 5);
        assertThat(targets).isSorted();
        assertThat(Arrays.stream(targets).sum()).isCloseTo(0, within(1e-12));
        assertThat(Arrays.stream(targets).map(each -> each * each).sum()).isCloseTo(5, within(1e-12));
    }

    @Test
    void the_better_half_keeps_its_shape_and_the_worse_is_pressed() {
        double[] targets = of(1, 2, 3, 4, 1_000);
        assertThat(targets[2] - targets[1]).isCloseTo(targets[1] - targets[0], within(1e-12));
        assertThat(targets[4] - targets[2]).isLessThan(7 * (targets[2] - targets[0]));
    }

    @Test
    void whatever_the_scale_they_are_numbers() {
        assertThat(of(7, 7, 7)).containsOnly(0);
        assertThat(of(3)).containsOnly(0);
        assertThat(of(1e300, -1e300, 1e-300, 0, Double.MAX_VALUE, -Double.MAX_VALUE))
                .doesNotContain(Double.NaN);
        assertThat(Arrays.stream(of(1e300, -1e300, 0, Double.MAX_VALUE)).allMatch(Double::isFinite))
                .isTrue();
        assertThat(of(1e-300, 2e-300, 3e-300)).isSorted().doesNotHaveDuplicates();
        assertThat(of(5, 5, 5, 6)).endsWith(Arrays.stream(of(5, 5, 5, 6)).max().orElseThrow());
    }

    @Test
    void what_failed_is_as_bad_as_the_worst_and_changes_nothing_else() {
        var failed = new Targets(items(1, 2, 3, Double.POSITIVE_INFINITY));
        assertThat(failed.of(2)).isEqualTo(new Targets(items(1, 2, 3)).of(2));
        assertThat(failed.of(Double.POSITIVE_INFINITY)).isEqualTo(failed.of(3));
    }

    @Test
    void up_to_the_worst_of_a_front_they_keep_their_shape() {
        var targets = new Targets(items(1, 2, 3, 4, 9, 50), 0, 9);
        double step = targets.of(3) - targets.of(2);
        assertThat(targets.of(9) - targets.of(4)).isCloseTo(5 * step, within(1e-12));
        assertThat(targets.of(50) - targets.of(9)).isLessThan(20 * step);
    }

    @Test
    void they_are_turned_back_into_losses() {
        var targets = new Targets(items(1, 2, 3, 4, 1_000));
        for (double loss : new double[] {1, 1.5, 3, 4, 30, 1_000}) {
            assertThat(targets.loss(targets.of(loss))).isCloseTo(loss, within(1e-9 * loss));
        }
        assertThat(new Targets(items(-8e307, 0, 8e307)).loss(50)).isEqualTo(Double.MAX_VALUE);
        assertThat(new Targets(items(7, 7)).loss(0)).isEqualTo(7);
    }

    @Test
    void one_that_is_larger_by_more_than_a_double_holds_is_a_number_too() {
        for (double[] losses : new double[][] {
            {0, 1e-9, 2e-9, 1e300}, {0, Double.MIN_VALUE, 3 * Double.MIN_VALUE, 1.7e308}, {1, 2, 3, 1.7e308}
        }) {
            assertThat(of(losses)).isSorted().doesNotContain(Double.NaN);
            assertThat(Arrays.stream(of(losses)).allMatch(Double::isFinite)).isTrue();
        }
        double[] targets = of(0, 1e-9, 2e-9, 1e300);
        assertThat(targets[1] - targets[0]).isGreaterThan(0.05);
    }
}
