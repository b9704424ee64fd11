package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import metta.sweep.Seeds;
import org.junit.jupiter.api.Test;

final class ScrambledSobolTest {
    private static ScrambledSobol sequence(int dimensions, long seed) {
        return new ScrambledSobol(Problems.of(Problems.cube(dimensions), seed));
    }

    private static double[][] points(int dimensions, long seed, int count) {
        var sequence = sequence(dimensions, seed);
        return IntStream.rangeClosed(1, count).mapToObj(sequence::point).toArray(double[][]::new);
    }

    /// Every box of volume 2^-m whose sides are powers of two holds exactly one of the first 2^m points.
    @Test
    void the_first_two_coordinates_are_nets_at_every_power_of_two() {
        for (long seed = 0; seed < 20; seed++) {
            var points = points(2, seed, 1 << 10);
            for (int m = 1; m <= 10; m++) {
                for (int split = 0; split <= m; split++) {
                    var boxes = new HashSet<Long>();
                    for (var point : Arrays.asList(points).subList(0, 1 << m)) {
                        long across = (long) (point[0] * (1 << split));
                        long up = (long) (point[1] * (1 << (m - split)));
                        boxes.add(across << 32 | up);
                    }
                    assertThat(boxes)
                            .as("seed %d, 2^%d points, 2^%d across", seed, m, split)
                            .hasSize(1 << m);
                }
            }
        }
    }

    /// Sobol's sequence is a net in every coordinate by itself, and in each next 2^m points too.
    @Test
    void every_coordinate_has_one_point_in_each_stratum() {
        var points = points(40, 7, 512);
        for (int axis = 0; axis < 40; axis++) {
            for (int block = 0; block < 8; block++) {
                int coordinate = axis;
                var strata = Arrays.stream(points, block * 64, block * 64 + 64)
                        .map(point -> (int) (point[coordinate] * 64))
                        .distinct();
                assertThat(strata).as("coordinate %d, block %d", axis, block).hasSize(64);
            }
        }
    }

    /// Owen 1995, proposition 2: scrambled, each point by itself is uniform over the cube, its coordinates independent.
    @Test
    void any_one_point_is_uniform_over_the_seeds() {
        int seeds = 8_192;
        for (int number : new int[] {1, 2, 100}) {
            var boxes = new int[16];
            var strata = new int[16];
            for (long seed = 0; seed < seeds; seed++) {
                var point = sequence(2, seed).point(number);
                boxes[((int) (point[0] * 4)) * 4 + (int) (point[1] * 4)]++;
                strata[(int) (point[1] * 16)]++;
            }
            assertThat(chiSquare(boxes))
                    .as("point %d, both coordinates", number)
                    .isLessThan(37.7);
            assertThat(chiSquare(strata)).as("point %d, the second", number).isLessThan(37.7);
        }
    }

    /// Of 16 counts that should be equal: above 37.7 once in a thousand times.
    private static double chiSquare(int[] counts) {
        double expected = Arrays.stream(counts).average().orElseThrow();
        return Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }

    /// Digits far down are chance as well: within the cell of its first ten digits a point lies anywhere.
    @Test
    void points_lie_anywhere_within_their_strata() {
        var within = Arrays.stream(points(2, 3, 1 << 10))
                .flatMapToDouble(Arrays::stream)
                .map(u -> u * 1024 % 1);
        var counts = new int[16];
        within.forEach(u -> counts[(int) (u * 16)]++);
        assertThat(chiSquare(counts)).isBetween(4.0, 37.7);
    }

    /// Measured over 100 seeds, the means differ by factors of 8.4, 2.9 and 1.9.
    @Test
    void points_are_more_even_than_independent_draws() {
        for (var margin : Map.of(2, 5.0, 4, 2.2, 6, 1.5).entrySet()) {
            double sobol = discrepancies(margin.getKey(), true).average().orElseThrow();
            double random = discrepancies(margin.getKey(), false).average().orElseThrow();
            assertThat(random / sobol)
                    .as("%d dimensions, 256 points, 20 seeds", margin.getKey())
                    .isGreaterThan(margin.getValue());
        }
    }

    private static DoubleStream discrepancies(int dimensions, boolean sobol) {
        return IntStream.range(0, 20).mapToDouble(seed -> {
            var random = Seeds.of(seed, 1);
            return discrepancy(
                    sobol
                            ? points(dimensions, seed, 256)
                            : IntStream.range(0, 256)
                                    .mapToObj(_ -> random.doubles(dimensions).toArray())
                                    .toArray(double[][]::new));
        });
    }

    /// The L2 star discrepancy (Warnock 1972).
    private static double discrepancy(double[][] points) {
        int n = points.length;
        int d = points[0].length;
        double single = 0;
        double pairs = 0;
        for (var p : points) {
            single += DoubleStream.of(p).map(u -> (1 - u * u) / 2).reduce(1, (a, b) -> a * b);
            for (var q : points) {
                pairs += IntStream.range(0, d)
                        .mapToDouble(i -> 1 - Math.max(p[i], q[i]))
                        .reduce(1, (a, b) -> a * b);
            }
        }
        return Math.sqrt(Math.pow(3, -d) - 2.0 / n * single + pairs / n / n);
    }

    @Test
    void points_can_be_asked_for_in_any_order_and_lie_inside_the_cube() {
        var all = points(5, 1, 300);
        for (int number : new int[] {300, 1, 2, 1, 128, 129}) {
            assertThat(sequence(5, 1).point(number)).containsExactly(all[number - 1]);
        }
        var late = sequence(5, 1).point(Integer.MAX_VALUE);
        assertThat(Arrays.stream(late)).hasSize(5).allMatch(u -> u > 0 && u < 1);
        assertThat(Arrays.stream(all).flatMapToDouble(Arrays::stream)).allMatch(u -> u > 0 && u < 1);
    }

    @Test
    void coordinates_without_direction_numbers_are_independent_draws() {
        var sequence = sequence(ScrambledSobol.MOST_DIMENSIONS + 2, 1);
        var first = sequence.point(1);
        assertThat(first).hasSize(ScrambledSobol.MOST_DIMENSIONS + 2);
        assertThat(first[ScrambledSobol.MOST_DIMENSIONS])
                .isBetween(0.0, 1.0)
                .isNotEqualTo(first[ScrambledSobol.MOST_DIMENSIONS + 1])
                .isNotEqualTo(sequence.point(2)[ScrambledSobol.MOST_DIMENSIONS]);
        assertThat(sequence.point(1)).containsExactly(first);
    }
}
