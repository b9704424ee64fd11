package metta.sweep.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import metta.sweep.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DominationTest {
    private static boolean dominates(double[] one, double[] other) {
        boolean nowhereWorse = IntStream.range(0, one.length).allMatch(i -> one[i] <= other[i]);
        return nowhereWorse && IntStream.range(0, one.length).anyMatch(i -> one[i] < other[i]);
    }

    /// By its definition: what nothing dominates, then the same of the rest.
    private static int[] peeled(double[][] points) {
        int[] fronts = new int[points.length];
        var left = new HashSet<>(IntStream.range(0, points.length).boxed().toList());
        for (int front = 0; !left.isEmpty(); front++) {
            var best = left.stream()
                    .filter(i -> left.stream().noneMatch(j -> dominates(points[j], points[i])))
                    .toList();
            for (int i : best) {
                fronts[i] = front;
            }
            best.forEach(left::remove);
        }
        return fronts;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 10})
    void fronts_are_what_is_left_when_those_before_are_gone(int objectives) {
        for (int seed = 0; seed < 40; seed++) {
            var random = Seeds.of(seed, objectives);
            double steps = seed % 2 == 0 ? 3 : 1e9; // Of some sets many are equal in an objective, or in all.
            double[][] points = IntStream.range(0, 40)
                    .mapToObj(_ -> random.doubles(objectives)
                            .map(each -> Math.rint(each * steps) / steps)
                            .toArray())
                    .toArray(double[][]::new);
            points[5][0] = Double.POSITIVE_INFINITY;
            points[6][objectives - 1] = -0.0;
            points[7][objectives - 1] = 0.0;
            assertThat(Domination.fronts(points)).as("seed %d", seed).isEqualTo(peeled(points));
        }
    }

    @Test
    void minus_zero_is_no_better_than_zero() {
        assertThat(Domination.fronts(new double[][] {{-0.0, 5}, {0.0, 3}, {0.0, -0.0}, {-0.0, 0.0}}))
                .containsExactly(2, 1, 0, 0);
    }

    @Test
    void ten_thousand_points_have_the_fronts_of_their_diagonal() {
        double[][] points = IntStream.range(0, 10_000)
                .mapToObj(i -> new double[] {i % 100, Math.floorDiv(i, 100)})
                .toArray(double[][]::new);
        int[] diagonals = IntStream.range(0, 10_000).map(i -> i % 100 + i / 100).toArray();
        assertThat(Domination.fronts(points)).isEqualTo(diagonals);
    }

    @Test
    void nothing_has_no_fronts() {
        assertThat(Domination.fronts(new double[0][])).isEmpty();
    }

    @Test
    void the_first_front_has_each_of_its_points_once() {
        double[][] points = {{1, 2}, {2, 1}, {1, 2}, {2, 2}, {3, 0}};
        List<List<Double>> front = new ArrayList<>();
        for (double[] each : Domination.front(points)) {
            front.add(Arrays.stream(each).boxed().toList());
        }
        assertThat(front).containsExactly(List.of(1.0, 2.0), List.of(2.0, 1.0), List.of(3.0, 0.0));
    }
}
