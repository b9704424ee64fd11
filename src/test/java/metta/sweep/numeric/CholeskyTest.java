package metta.sweep.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CholeskyTest {
    /// B Bᵀ plus a little on the diagonal, for a B of draws.
    private static double[] matrix(int size) {
        var random = new SplittableRandom(size);
        double[] b = random.doubles((long) size * size, -1, 1).toArray();
        double[] matrix = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                matrix[i * size + j] = (i == j ? 0.1 : 0) + Cholesky.dot(b, i * size, b, j * size, size);
            }
        }
        return matrix;
    }

    private static Cholesky factor(double[] matrix, int size) {
        return Cholesky.of(matrix.clone(), size).orElseThrow();
    }

    private static double[] times(double[] matrix, double[] vector) {
        double[] product = new double[vector.length];
        Arrays.setAll(product, i -> Cholesky.dot(matrix, i * vector.length, vector, 0, vector.length));
        return product;
    }

    @Test
    void a_small_one_is_what_it_is_by_hand() {
        var factor = factor(new double[] {4, 2, 2, 10}, 2);
        assertThat(factor.times(new double[] {1, 1})).containsExactly(2, 4);
        assertThat(factor.logDeterminant()).isCloseTo(Math.log(36), within(1e-15));
        assertThat(factor.solve(new double[] {8, 22})).containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 11, 33, 64})
    void what_is_solved_gives_the_right_side_again(int size) {
        double[] matrix = matrix(size);
        double[] b = new SplittableRandom(1).doubles(size).toArray();
        assertThat(times(matrix, factor(matrix, size).solve(b))).containsExactly(b, within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 33})
    void the_inverse_times_the_matrix_is_one(int size) {
        double[] matrix = matrix(size);
        double[] lower = factor(matrix, size).inverse();
        double[] inverse = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                inverse[i * size + j] = lower[Math.max(i, j) * size + Math.min(i, j)];
            }
        }
        for (int i = 0; i < size; i++) {
            double[] unit = new double[size];
            unit[i] = 1;
            assertThat(times(matrix, times(inverse, unit))).containsExactly(unit, within(1e-9));
        }
    }

    @Test
    void many_right_sides_are_solved_as_each_by_itself() {
        int size = 9;
        var factor = factor(matrix(size), size);
        double[] both = new SplittableRandom(2).doubles(2L * size).toArray();
        double[] second = new double[size];
        Arrays.setAll(second, i -> both[2 * i + 1]);
        factor.solveLower(both, 2);
        factor.solveLower(second);
        for (int i = 0; i < size; i++) {
            assertThat(both[2 * i + 1]).isEqualTo(second[i], within(1e-13));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void one_that_is_extended_is_that_of_the_whole(int more) {
        int size = 10;
        double[] matrix = matrix(size);
        int few = size - more;
        double[] first = new double[few * few];
        double[] cross = new double[few * more];
        double[] corner = new double[more * more];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double value = matrix[i * size + j];
                if (i < few && j < few) {
                    first[i * few + j] = value;
                } else if (i < few) {
                    cross[i * more + j - few] = value;
                } else if (j >= few) {
                    corner[(i - few) * more + j - few] = value;
                }
            }
        }
        var extended = factor(first, few).extended(cross, corner, more).orElseThrow();
        double[] b = new SplittableRandom(3).doubles(size).toArray();
        assertThat(extended.size()).isEqualTo(size);
        assertThat(extended.solve(b)).containsExactly(factor(matrix, size).solve(b), within(1e-9));
    }

    @Test
    void what_is_not_positive_definite_has_none() {
        assertThat(Cholesky.of(new double[] {1, 2, 2, 1}, 2)).isEmpty();
        assertThat(Cholesky.of(new double[] {0}, 1)).isEmpty();
        assertThat(Cholesky.of(new double[] {Double.NaN}, 1)).isEmpty();
        assertThat(factor(new double[] {1}, 1).extended(new double[] {1}, new double[] {1}, 1))
                .isEmpty();
    }
}
