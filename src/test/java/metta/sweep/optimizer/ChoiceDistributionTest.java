package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import metta.sweep.Seeds;
import metta.sweep.optimizer.Coordinate.Choice;
import org.junit.jupiter.api.Test;

final class ChoiceDistributionTest {
    private static final Coordinate THREE = new Choice(List.of("a", "b", "c"), List.of(0.5, 0.25, 0.25));
    private static final Coordinate TWO = new Choice(List.of("x", "y"), List.of(0.5, 0.5));
    private static final Rates RATES = new Rates(1, 4);

    private static ChoiceDistribution after(int generations, Point... ranked) {
        var next = ChoiceDistribution.first(List.of(THREE, TWO));
        for (int i = 0; i < generations; i++) {
            next = next.after(List.of(ranked), RATES);
        }
        return next;
    }

    /// A fifth of the way from (1/2, 1/4, 1/4) to what the better half has.
    @Test
    void shares_move_toward_the_better_half() {
        var next = after(1, Point.of(2, 0), Point.of(0, 1), Point.of(1, 0), Point.of(1, 0));
        assertThat(next.share(0, 0)).isCloseTo(0.8 * 0.5 + 0.2 * RATES.weight(1), within(1e-15));
        assertThat(next.share(0, 1)).isCloseTo(0.8 * 0.25, within(1e-15));
        assertThat(next.share(0, 2)).isCloseTo(0.8 * 0.25 + 0.2 * RATES.weight(0), within(1e-15));
        assertThat(next.share(1, 0) + next.share(1, 1)).isCloseTo(1, within(1e-15));
    }

    @Test
    void what_takes_no_part_stays_as_likely_as_it_is() {
        var none = Point.of(2, Double.NaN);
        var next = after(3, none, none, Point.of(1, 1), Point.of(1, 1));
        assertThat(next.share(1, 0)).isEqualTo(0.5);
        assertThat(next.share(0, 2)).isGreaterThan(0.5);
    }

    /// The margin for two choices, one of three things and one of two.
    @Test
    void nothing_is_lost_for_good() {
        var next = after(200, Collections.nCopies(4, Point.of(1, 1)).toArray(Point[]::new));
        double lost = 1 - Math.sqrt(0.73);
        assertThat(next.share(0, 0)).isCloseTo(lost / 2, within(1e-12));
        assertThat(next.share(0, 1)).isCloseTo(1 - lost, within(1e-12));
        assertThat(next.share(1, 0)).isCloseTo(lost, within(1e-12));
    }

    @Test
    void things_come_up_as_often_as_they_are_likely() {
        var first = ChoiceDistribution.first(List.of(TWO, THREE));
        var random = Seeds.of(1, 1);
        int[] counts = new int[3];
        for (int i = 0; i < 10_000; i++) {
            double[] point = new double[2];
            first.draw(point, random);
            counts[(int) point[1]]++;
        }
        assertThat(counts[0]).isCloseTo(5_000, within(200));
        assertThat(counts[1]).isCloseTo(2_500, within(175));
    }
}
