package metta.sweep.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DirectionsTest {
    /// Numbers of points of table I of Deb and Jain 2014, and of lattices that are smaller than them.
    @ParameterizedTest
    @CsvSource({
        "3, 91, 91",
        "5, 210, 210",
        "8, 156, 156",
        "10, 275, 275",
        "15, 135, 135",
        "1, 50, 1",
        "2, 14, 14",
        "3, 14, 10",
        "10, 20, 20",
        "10, 12, 10",
        "10, 1, 10"
    })
    void there_are_as_many_as_the_finest_lattice_has_that_is_not_larger(int objectives, int most, int count) {
        double[][] directions = Directions.spread(objectives, most);
        assertThat(directions).hasNumberOfRows(count);
        assertThat(Arrays.stream(directions)).allSatisfy(each -> {
            assertThat(Arrays.stream(each).sum()).isCloseTo(1, within(1e-12));
            assertThat(each).hasSize(objectives);
            assertThat(Arrays.stream(each)).allMatch(weight -> weight >= 0);
        });
        assertThat(Arrays.stream(directions).map(Arrays::toString)).doesNotHaveDuplicates();
    }

    @Test
    void intercepts_are_where_the_plane_through_the_extremes_meets_the_axes() {
        double[][] points = {{0, 4, 0}, {2, 0, 0}, {0, 0, 8}, {0.5, 1, 2}, {4, 4, 16}};
        double[][] scaled = Intercepts.scaled(points);
        double[][] expected = {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}, {0.25, 0.25, 0.25}, {2, 1, 2}};
        for (int i = 0; i < points.length; i++) {
            assertThat(scaled[i]).containsExactly(expected[i], within(1e-12));
        }
    }

    @Test
    void without_such_a_plane_the_worst_values_are_the_scale() {
        assertThat(Intercepts.scaled(new double[][] {{1, 1, 1}, {3, 5, 9}})).isDeepEqualTo(new double[][] {
            {0, 0, 0}, {1, 1, 1}
        });
        assertThat(Intercepts.scaled(new double[][] {{7, 7}, {7, 7}})).isDeepEqualTo(new double[][] {{0, 0}, {0, 0}});
        assertThat(Intercepts.scaled(new double[0][])).isEmpty();
    }
}
