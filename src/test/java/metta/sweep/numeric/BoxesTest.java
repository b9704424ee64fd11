package metta.sweep.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import metta.sweep.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BoxesTest {
    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[][] points(int seed, int count, int objectives) {
        var random = Seeds.of(seed, objectives);
        double[][] points = new double[count][];
        for (int i = 0; i < count; i++) {
            double[] point = random.doubles(objectives).map(each -> 1.2 * each).toArray();
            // Every other set lies on a lattice, where many are equal in an objective.
            Arrays.setAll(point, k -> seed % 2 == 0 ? Math.rint(point[k] * 5) / 5 : point[k]);
            points[i] = point;
        }
        return points;
    }

    private static boolean holds(Boxes.Box box, double[] point) {
        for (int i = 0; i < point.length; i++) {
            if (point[i] < box.lower(i) || point[i] >= box.upper(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean dominated(double[][] points, double[] point) {
        return Arrays.stream(points).anyMatch(each -> {
            boolean covers = true;
            for (int i = 0; i < point.length; i++) {
                covers &= each[i] <= point[i];
            }
            return covers;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void what_is_not_dominated_lies_in_one_box_and_what_is_in_none(int objectives) {
        for (int seed = 0; seed < 20; seed++) {
            double[][] points = points(seed, 12, objectives);
            var boxes = Boxes.free(points, ones(objectives));
            var random = Seeds.of(seed, 99);
            for (int i = 0; i < 500; i++) {
                double[] at =
                        random.doubles(objectives).map(each -> 2 * each - 1).toArray();
                assertThat(boxes.stream().filter(each -> holds(each, at)).count())
                        .as("seed %d, %s", seed, Arrays.toString(at))
                        .isEqualTo(dominated(points, at) ? 0 : 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void they_hold_what_the_points_leave_of_the_volume(int objectives) {
        for (int seed = 0; seed < 20; seed++) {
            double[][] points = points(seed, 40, objectives);
            double free = 0;
            for (var box : Boxes.free(points, ones(objectives))) {
                double volume = 1;
                for (int i = 0; i < objectives; i++) {
                    volume *= box.upper(i) - Math.max(0, box.lower(i));
                }
                free += volume;
            }
            assertThat(free).as("seed %d", seed).isCloseTo(1 - Hypervolume.of(points, ones(objectives)), within(1e-12));
        }
    }

    @Test
    void there_are_few_of_them() {
        double[][] line = new double[50][];
        Arrays.setAll(line, i -> new double[] {i / 50.0, 1 - i / 50.0 - 0.01});
        assertThat(Boxes.free(line, ones(2))).hasSize(51);
        var random = Seeds.of(3, 3);
        double[][] sphere = new double[50][];
        Arrays.setAll(sphere, _ -> {
            double[] point = random.doubles(3).toArray();
            double length =
                    Math.sqrt(Arrays.stream(point).map(each -> each * each).sum());
            return Arrays.stream(point).map(each -> each / length).toArray();
        });
        assertThat(Boxes.free(sphere, ones(3))).hasSizeLessThanOrEqualTo(2 * 50 + 1);
    }

    @Test
    void without_points_everything_is_one() {
        var boxes = Boxes.free(new double[][] {{2, 0}, {1, 1}}, ones(2));
        assertThat(boxes).hasSize(1);
        assertThat(List.of(boxes.getFirst().lower(1), boxes.getFirst().upper(1)))
                .containsExactly(Double.NEGATIVE_INFINITY, 1.0);
    }
}
