package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class FrontTest {
    private static final double[] COSTS = {3, 1, 2, 2, 5, 4, 1};
    private static final double[] LOSSES = {6, 8, 9, 7, 1, 6, 9};

    @Test
    void on_the_front_is_what_nothing_as_cheap_is_as_good_as() {
        assertThat(Front.places(COSTS, LOSSES)).containsExactly(1, 3, 0, 4);
    }

    @Test
    void the_loss_at_a_cost_lies_on_straight_lines_between_the_points_of_the_front() {
        var front = Front.of(COSTS, LOSSES);
        assertThat(front.at(0)).isEqualTo(8);
        assertThat(front.at(1)).isEqualTo(8);
        assertThat(front.at(1.5)).isCloseTo(7.5, within(1e-12));
        assertThat(front.at(3)).isEqualTo(6);
        assertThat(front.at(4)).isCloseTo(3.5, within(1e-12));
        assertThat(front.at(9)).isEqualTo(1);
        assertThat(front.within(0)).isEqualTo(8);
        assertThat(front.within(3)).isEqualTo(6);
        assertThat(front.within(4.9)).isEqualTo(6);
        assertThat(front.within(9)).isEqualTo(1);
        assertThat(front.slope(4.2)).isCloseTo(-2.5, within(1e-12));
        assertThat(front.slope(0.5)).isZero();
        assertThat(front.slope(5.5)).isZero();
    }

    @Test
    void one_point_is_a_front_of_the_same_loss_everywhere() {
        var front = Front.of(new double[] {2}, new double[] {5});
        assertThat(front.at(1)).isEqualTo(front.at(2)).isEqualTo(front.at(3)).isEqualTo(5);
        assertThat(front.slope(2)).isZero();
    }
}
