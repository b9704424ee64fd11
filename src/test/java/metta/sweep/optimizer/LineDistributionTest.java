package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import metta.sweep.Seeds;
import metta.sweep.numeric.Normal;
import metta.sweep.optimizer.Coordinate.Line;
import org.junit.jupiter.api.Test;

final class LineDistributionTest {
    private static final Coordinate REAL = new Line(0.5, 0);
    private static final Coordinate TENTHS = new Line(0.55, 0.1);
    private static final Rates RATES = new Rates(2, 4);

    private static LineDistribution after(LineDistribution first, int generations, Point... ranked) {
        var next = first;
        for (int i = 0; i < generations; i++) {
            next = next.after(List.of(ranked), RATES, Seeds.of(1, i));
        }
        return next;
    }

    @Test
    void begins_as_a_ball_around_the_centre() {
        var first = LineDistribution.first(List.of(new Line(0.3, 0), TENTHS));
        assertThat(first.mean(0)).isEqualTo(0.3);
        assertThat(first.mean(1)).isEqualTo(0.55);
        assertThat(first.width(0)).isEqualTo(first.width(1)).isEqualTo(first.step());
    }

    /// The tutorial's equations by hand: the step of each point is (0.1, 0) / 0.2 or its opposite.
    @Test
    void the_mean_moves_to_the_better_half_as_weighted() {
        var first = LineDistribution.first(List.of(REAL, REAL));
        var next = after(first, 1, Point.of(0.6, 0.5), Point.of(0.4, 0.5), Point.of(0.5, 0.6), Point.of(0.5, 0.4));
        assertThat(next.mean(0)).isCloseTo(0.5 + 0.1 * (RATES.weight(0) - RATES.weight(1)), within(1e-15));
        assertThat(next.mean(1)).isEqualTo(0.5);
    }

    @Test
    void the_shape_grows_along_the_good_and_shrinks_along_the_bad() {
        var next = after(
                LineDistribution.first(List.of(REAL, REAL)),
                1,
                Point.of(0.8, 0.5),
                Point.of(0.2, 0.5),
                Point.of(0.5, 0.6),
                Point.of(0.5, 0.4));
        assertThat(next.shape().at(0, 0)).isEqualTo(1);
        assertThat(next.shape().at(1, 1)).isLessThan(0.8);
        assertThat(next.shape().at(0, 1)).isZero();
    }

    /// However far a point lies, the mean moves no farther than sqrt n + 2n / (n + 2) steps.
    @Test
    void points_from_far_away_move_the_mean_like_those_at_the_edge_of_the_distribution() {
        var narrow = after(
                LineDistribution.first(List.of(REAL, REAL)),
                40,
                Collections.nCopies(4, Point.of(0.5, 0.5)).toArray(Point[]::new));
        assertThat(narrow.step()).isLessThan(1e-3);
        var next = after(narrow, 1, Point.of(1, 1), Point.of(1, 1), Point.of(0.5, 0.5), Point.of(0.5, 0.5));
        double moved = Math.hypot(next.mean(0) - 0.5, next.mean(1) - 0.5);
        double longest = Math.sqrt(2) + 1;
        assertThat(moved)
                .isCloseTo(longest * narrow.step() * Math.sqrt(narrow.shape().at(0, 0)), within(1e-6));
        assertThat(next.step() / narrow.step()).isLessThan(Math.E * Math.sqrt(2));
    }

    @Test
    void a_line_that_takes_no_part_stays_as_it_is() {
        var first = LineDistribution.first(List.of(REAL, REAL));
        var next = after(
                first,
                20,
                Point.of(0.6, Double.NaN),
                Point.of(0.65, Double.NaN),
                Point.of(0.4, Double.NaN),
                Point.of(0.3, Double.NaN));
        assertThat(next.mean(0)).isBetween(0.6, 0.65);
        assertThat(next.mean(1)).isEqualTo(0.5);
        assertThat(next.stepPath(1)).isZero();
        assertThat(next.shape().at(1, 1) / next.shape().at(0, 0)).isGreaterThan(1);
        assertThat(next.shape().at(0, 1)).isZero();
    }

    @Test
    void a_counted_line_never_stops_changing_its_value() {
        for (double place : new double[] {0.05, 0.15, 0.55, 0.95}) {
            var next = after(
                    LineDistribution.first(List.of(REAL, TENTHS)),
                    60,
                    Collections.nCopies(4, Point.of(0.5, place)).toArray(Point[]::new));
            double start = Math.floor(place * 10) / 10;
            assertThat(next.mean(1)).isBetween(start - 1e-9, start + 0.1 + 1e-9);
            double below = start > 0.01 ? Normal.cdf((start - next.mean(1)) / next.width(1)) : 0;
            double above = start < 0.89 ? Normal.cdf((next.mean(1) - start - 0.1) / next.width(1)) : 0;
            assertThat(below + above).as("at %s", place).isGreaterThan(1.0 / (2 * 4) / 2 - 1e-9);
        }
    }

    /// Where in its cell a point was drawn is chance again, so that a distribution that selects nothing keeps its
    /// width.
    @Test
    void a_point_lies_anywhere_within_its_cell() {
        var first = LineDistribution.first(List.of(REAL, TENTHS));
        var random = Seeds.of(1, 1);
        var places = new ArrayList<Double>();
        for (int i = 0; i < 1_000; i++) {
            places.add(0.55 + first.step() * first.move(Point.of(0.5, 0.75), random)[1]);
        }
        assertThat(places).allMatch(each -> each >= 0.7 - 1e-9 && each <= 0.8 + 1e-9);
        assertThat(Collections.min(places)).isLessThan(0.701);
        assertThat(Collections.max(places)).isGreaterThan(0.799);
    }

    @Test
    void draws_lie_in_the_cube_and_reach_its_edge() {
        var corner = LineDistribution.first(List.of(new Line(0, 0), new Line(1, 0)));
        var random = Seeds.of(1, 1);
        int onTheEdge = 0;
        for (int i = 0; i < 1_000; i++) {
            double[] point = new double[2];
            corner.draw(point, random);
            assertThat(point[0]).isBetween(0.0, 1.0);
            assertThat(point[1]).isBetween(0.0, 1.0);
            onTheEdge += point[0] == 0 || point[1] == 1 ? 1 : 0;
        }
        assertThat(onTheEdge).isBetween(10, 200);
    }
}
