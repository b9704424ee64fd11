package metta.sweep.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class CrowdingTest {
    private static final double FAR = Double.POSITIVE_INFINITY;

    @Test
    void a_distance_is_the_way_between_the_neighbours_in_all_objectives() {
        double[] distances = Crowding.distances(new double[][] {{0, 10}, {1, 6}, {4, 0}, {2, 5}});
        assertThat(distances[0]).isEqualTo(FAR);
        assertThat(distances[2]).isEqualTo(FAR);
        assertThat(distances[1]).isCloseTo(2 / 4.0 + 5 / 10.0, within(1e-15));
        assertThat(distances[3]).isCloseTo(3 / 4.0 + 6 / 10.0, within(1e-15));
    }

    @Test
    void the_scale_of_an_objective_does_not_count() {
        double[][] points = {{0, 10}, {1, 6}, {4, 0}, {2, 5}};
        double[][] scaled = Arrays.stream(points)
                .map(each -> new double[] {each[0] * 1e300, each[1] * 1e-300})
                .toArray(double[][]::new);
        assertThat(Crowding.distances(scaled)).containsExactly(Crowding.distances(points), within(1e-12));
    }

    @Test
    void equal_points_have_no_room() {
        assertThat(Crowding.distances(new double[][] {{3, 3}, {3, 3}, {3, 3}})).containsOnly(0);
        assertThat(Crowding.distances(new double[0][])).isEmpty();
    }

    @Test
    void what_is_infinite_is_the_worst_there_is() {
        assertThat(UnitScale.of(new double[][] {{1, 5}, {3, FAR}, {FAR, 5}, {2, 5}}))
                .isDeepEqualTo(new double[][] {{0, 0}, {1, 1}, {1, 0}, {0.5, 0}});
        assertThat(UnitScale.of(new double[][] {{FAR}, {FAR}})).isDeepEqualTo(new double[][] {{0}, {0}});
    }

    @Test
    void a_range_that_fits_no_double_is_a_range() {
        assertThat(UnitScale.of(new double[][] {{-1.5e308}, {1.5e308}, {0}}))
                .isDeepEqualTo(new double[][] {{0}, {1}, {0.5}});
    }
}
