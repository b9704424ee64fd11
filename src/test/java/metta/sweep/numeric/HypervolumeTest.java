package metta.sweep.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metta.sweep.Seeds;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HypervolumeTest {
    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[][] points(RandomGenerator random, int count, int objectives) {
        return IntStream.range(0, count)
                .mapToObj(_ -> random.doubles(objectives).toArray())
                .toArray(double[][]::new);
    }

    /// By inclusion and exclusion over all subsets: the boxes of some points have that of their worst
    /// values in common.
    private static double reckoned(double[][] points, double[] reference) {
        double volume = 0;
        for (int subset = 1; subset < 1 << points.length; subset++) {
            double box = 1;
            for (int objective = 0; objective < reference.length; objective++) {
                double worst = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < points.length; i++) {
                    worst = (subset >> i & 1) == 1 ? Math.max(worst, points[i][objective]) : worst;
                }
                box *= Math.max(0, reference[objective] - worst);
            }
            volume += Integer.bitCount(subset) % 2 == 1 ? box : -box;
        }
        return volume;
    }

    private static double[][] without(double[][] points, int place) {
        return IntStream.range(0, points.length)
                .filter(i -> i != place)
                .mapToObj(i -> points[i])
                .toArray(double[][]::new);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void it_is_what_inclusion_and_exclusion_make_of_small_sets(int objectives) {
        for (int seed = 0; seed < 50; seed++) {
            var random = Seeds.of(seed, objectives);
            double[][] points = points(random, 1 + random.nextInt(8), objectives);
            // Some reach beyond the reference, and some lie on a lattice, where many are equal in an objective.
            double[] reference = ones(objectives);
            reference[0] = 0.8;
            boolean lattice = seed % 2 == 0;
            for (double[] each : points) {
                Arrays.setAll(each, i -> lattice ? Math.rint(each[i] * 4) / 4 : each[i]);
            }
            double volume = Hypervolume.of(points, reference);
            assertThat(volume).as("seed %d", seed).isCloseTo(reckoned(points, reference), within(1e-12));
            double[] contributions = Hypervolume.contributions(points, reference);
            for (int i = 0; i < points.length; i++) {
                assertThat(contributions[i])
                        .as("seed %d, point %d", seed, i)
                        .isCloseTo(volume - reckoned(without(points, i), reference), within(1e-12));
            }
        }
    }

    @Test
    void points_on_a_line_dominate_a_staircase() {
        int count = 1_000;
        double[][] points = IntStream.range(0, count)
                .mapToObj(i -> new double[] {(i + 0.0) / count, (count - 1.0 - i) / count})
                .toArray(double[][]::new);
        assertThat(Hypervolume.of(points, ones(2))).isCloseTo(0.5 + 0.5 / count, within(1e-12));
        assertThat(Arrays.stream(Hypervolume.contributions(points, ones(2))))
                .allSatisfy(each -> assertThat(each).isCloseTo(1.0 / count / count, within(1e-14)));
    }

    /// The points a, b, c ≥ 0 with a + b + c = n - 1, in n-ths, leave those cubes free whose corners add
    /// up to less.
    @Test
    void points_on_a_plane_dominate_a_pyramid_of_steps() {
        int side = 60;
        double[][] points = IntStream.range(0, side)
                .boxed()
                .flatMap(a -> IntStream.range(0, side - a).mapToObj(b ->
                        new double[] {(double) a / side, (double) b / side, (side - 1.0 - a - b) / side}))
                .toArray(double[][]::new);
        double free = (double) (side - 1) * side * (side + 1) / 6;
        assertThat(Hypervolume.of(points, ones(3))).isCloseTo(1 - free / ((double) side * side * side), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void neither_order_nor_duplicates_nor_dominated_points_count(int objectives) {
        var points = List.of(points(Seeds.of(7, objectives), 20, objectives));
        double volume = Hypervolume.of(points.toArray(double[][]::new), ones(objectives));
        var shuffled = new ArrayList<>(points);
        Collections.reverse(shuffled);
        shuffled.addAll(points);
        points.forEach(each ->
                shuffled.add(Arrays.stream(each).map(value -> (value + 1) / 2).toArray()));
        assertThat(Hypervolume.of(shuffled.toArray(double[][]::new), ones(objectives)))
                .isCloseTo(volume, Percentage.withPercentage(1e-10));
    }

    @Test
    void what_is_not_better_than_the_reference_everywhere_dominates_nothing() {
        double[][] points = {{1, 0}, {0.5, 2}, {0.5, Double.POSITIVE_INFINITY}, {1, 1}};
        assertThat(Hypervolume.of(points, ones(2))).isZero();
        assertThat(Hypervolume.contributions(points, ones(2))).containsOnly(0);
        assertThat(Hypervolume.of(new double[0][], ones(2))).isZero();
    }

    @Test
    void scales_may_differ_by_hundreds_of_digits() {
        double[][] points = {{0, 1e-300, 0, 0.5}, {1e300, 0, 0.5, 0}};
        double[] reference = {2e300, 2e-300, 1, 1};
        double common = 1e300 * 1e-300 * 0.5 * 0.5;
        assertThat(Hypervolume.of(points, reference)).isCloseTo(1 + 1 - common, within(1e-12));
        assertThat(Hypervolume.contributions(points, reference)[0]).isCloseTo(1 - common, within(1e-12));
    }

    @Test
    void what_cannot_be_measured_is_refused() {
        assertThatThrownBy(() -> Hypervolume.of(new double[][] {{0, Double.NaN}}, ones(2)))
                .hasMessageContaining("a point no NaN");
        assertThatThrownBy(() -> Hypervolume.of(new double[][] {{0, Double.NEGATIVE_INFINITY}}, ones(2)))
                .hasMessageContaining("too far");
        assertThatThrownBy(() -> Hypervolume.of(new double[][] {{0, 0, 0}}, ones(2)))
                .hasMessageContaining("2 coordinates, got 3");
        assertThatThrownBy(() -> Hypervolume.of(new double[][] {{0}}, new double[] {Double.POSITIVE_INFINITY}))
                .hasMessageContaining("must be finite");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void a_subset_is_what_looking_at_every_point_each_time_would_choose(int objectives) {
        double[][] points = points(Seeds.of(11, objectives), 30, objectives);
        points[7] = points[3];
        int[] chosen = Hypervolume.subset(points, ones(objectives), 12);
        double[][] before = new double[0][];
        for (int place : chosen) {
            double[][] already = before;
            double most = Arrays.stream(points)
                    .mapToDouble(each -> Hypervolume.of(with(already, each), ones(objectives)))
                    .max()
                    .orElseThrow();
            before = with(before, points[place]);
            assertThat(Hypervolume.of(before, ones(objectives))).isCloseTo(most, within(1e-12));
        }
        assertThat(chosen).hasSize(12).doesNotHaveDuplicates();
        assertThat(Hypervolume.subset(points, ones(objectives), 99)).hasSize(30).doesNotHaveDuplicates();
    }

    private static double[][] with(double[][] points, double[] one) {
        return Stream.concat(Arrays.stream(points), Stream.of(one)).toArray(double[][]::new);
    }
}
