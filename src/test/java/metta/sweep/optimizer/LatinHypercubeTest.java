package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.space.SearchSpace;
import org.junit.jupiter.api.Test;

final class LatinHypercubeTest implements OptimizerContract {
    @Override
    public Optimizer optimizer() {
        return Optimizers.lhs();
    }

    private static Problem problem(SearchSpace space, int trials, long seed) {
        return new Problem(space, Problems.of(space, seed).objectives(), trials, seed);
    }

    /// @param first the number of the first point
    private static double[][] design(int trials, long seed, int first) {
        var sequence = new LatinHypercube(problem(Problems.cube(4), trials, seed));
        return IntStream.range(first, first + trials).mapToObj(sequence::point).toArray(double[][]::new);
    }

    private static int[] strata(double[][] points, int axis) {
        return Arrays.stream(points)
                .mapToInt(point -> (int) (point[axis] * points.length))
                .toArray();
    }

    @Test
    void every_coordinate_has_one_point_in_each_stratum_of_each_design() {
        for (int trials : new int[] {1, 2, 3, 7, 10, 16, 100, 1_000}) {
            for (long seed = 0; seed < 10; seed++) {
                for (int first : new int[] {1, trials + 1, 5 * trials + 1}) {
                    var points = design(trials, seed, first);
                    for (int axis = 0; axis < 4; axis++) {
                        assertThat(Arrays.stream(strata(points, axis)).sorted().toArray())
                                .as("%d trials from %d, seed %d, coordinate %d", trials, first, seed, axis)
                                .containsExactly(IntStream.range(0, trials).toArray());
                    }
                }
            }
        }
    }

    @Test
    void designs_seeds_and_coordinates_have_orders_of_their_own() {
        var points = design(50, 1, 1);
        assertThat(List.of(
                        strata(points, 0),
                        strata(points, 1),
                        strata(design(50, 1, 51), 0),
                        strata(design(50, 2, 1), 0)))
                .doesNotHaveDuplicates();
    }

    /// Of 16 counts that should be equal: chi-square is above 37.7 once in a thousand times.
    @Test
    void a_point_lies_anywhere_in_its_stratum() {
        var counts = new int[16];
        for (var point : design(2_000, 3, 1)) {
            Arrays.stream(point).forEach(each -> counts[(int) (each * 2_000 % 1 * 16)]++);
        }
        assertThat(Arrays.stream(counts)
                        .mapToDouble(each -> (each - 500.0) * (each - 500.0) / 500)
                        .sum())
                .isBetween(4.0, 37.7);
    }

    @Test
    void points_can_be_asked_for_in_any_order_and_lie_inside_the_cube() {
        var all = design(40, 1, 1);
        var sequence = new LatinHypercube(problem(Problems.cube(4), 40, 1));
        for (int number : new int[] {40, 1, 2, 1, 17}) {
            assertThat(sequence.point(number)).containsExactly(all[number - 1]);
        }
        var endless = new LatinHypercube(problem(Problems.cube(4), Integer.MAX_VALUE, 1));
        for (int number : new int[] {1, 2, Integer.MAX_VALUE}) {
            assertThat(Arrays.stream(endless.point(number))).allMatch(each -> each > 0 && each < 1);
        }
    }

    private List<Suggestion> suggested(Problem problem) {
        return optimizer().suggest(problem, List.of(), List.of(), 1, problem.maxTrials());
    }

    @Test
    void choices_and_whole_numbers_are_tried_equally_often() {
        var suggestions = suggested(problem(Problems.mixed(), 48, 3));
        assertThat(suggestions)
                .filteredOn(each -> each.configuration().value("bias").equals(true))
                .hasSize(24);
        assertThat(suggestions)
                .filteredOn(each -> each.configuration().value("layers").equals(5L))
                .hasSize(6);
        assertThat(suggestions.getLast().reason()).isEqualTo("point 48 of 48 of Latin hypercube 1");
    }

    @Test
    void what_a_constraint_rejects_is_left_out() {
        var space = SweepConfigReader.parse("sweep.yaml", """
                parameters: {x: {min: 0, max: 1.0}, y: {min: 0, max: 1.0}}
                constraints: [x * x + y * y < 0.5]
                """).space();
        var suggestions = suggested(problem(space, 20, 1));
        assertThat(suggestions).hasSize(20).allMatch(each -> space.contains(each.configuration()));
        assertThat(suggestions.getLast().reason()).isEqualTo("point 16 of 20 of Latin hypercube 3");
    }
}
