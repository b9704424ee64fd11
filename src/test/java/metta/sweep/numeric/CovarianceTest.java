package metta.sweep.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import metta.sweep.Seeds;
import org.junit.jupiter.api.Test;

final class CovarianceTest {
    /// Eigenvalues 1 and 9, along the diagonals.
    private static final double[][] TILTED = {{5, 4}, {4, 5}};

    /// Its eigenvalues are 4 - 2 sqrt 2, 4 and 4 + 2 sqrt 2.
    private static final double[][] CHAIN = {{4, 2, 0}, {2, 4, 2}, {0, 2, 4}};

    @Test
    void the_condition_is_the_ratio_of_the_outer_eigenvalues() {
        assertThat(Covariance.of(TILTED).condition()).isCloseTo(9, within(1e-13));
        assertThat(Covariance.of(CHAIN).condition())
                .isCloseTo((4 + 2 * Math.sqrt(2)) / (4 - 2 * Math.sqrt(2)), within(1e-12));
        assertThat(Covariance.identity(4).condition()).isEqualTo(1);
        assertThat(Covariance.of(new double[0][0]).condition()).isEqualTo(1);
    }

    /// The inverse root of {{5, 4}, {4, 5}} is {{2, -1}, {-1, 2}} / 3.
    @Test
    void whitening_multiplies_by_the_symmetric_inverse_root() {
        double[] white = Covariance.of(TILTED).whitened(new double[] {3, 0});
        assertThat(white[0]).isCloseTo(2, within(1e-14));
        assertThat(white[1]).isCloseTo(-1, within(1e-14));
    }

    /// What is drawn from unit vectors adds up, times its own transpose, to the matrix.
    @Test
    void colouring_makes_draws_of_the_covariance() {
        var covariance = Covariance.of(CHAIN);
        double[][] sum = new double[3][3];
        for (int axis = 0; axis < 3; axis++) {
            double[] unit = new double[3];
            unit[axis] = 1;
            double[] drawn = covariance.coloured(unit);
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    sum[i][j] += drawn[i] * drawn[j];
                }
            }
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(sum[i][j]).isCloseTo(CHAIN[i][j], within(1e-13));
                assertThat(covariance.at(i, j)).isEqualTo(CHAIN[i][j]);
            }
        }
    }

    @Test
    void whitening_takes_the_colour_out() {
        var random = Seeds.of(1, 1);
        double[][] root = new double[8][8];
        for (double[] row : root) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextGaussian();
            }
        }
        double[][] square = new double[8][8];
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < 8; j++) {
                for (int k = 0; k < 8; k++) {
                    square[i][j] += root[i][k] * root[j][k];
                }
            }
        }
        var covariance = Covariance.of(square);
        double[] normals = random.doubles(8).toArray();
        double[] white = covariance.whitened(covariance.coloured(normals));
        assertThat(squares(white)).isCloseTo(squares(normals), within(1e-9));
    }

    private static double squares(double[] vector) {
        double sum = 0;
        for (double each : vector) {
            sum += each * each;
        }
        return sum;
    }

    @Test
    void what_is_not_definite_becomes_so() {
        var flat = Covariance.of(new double[][] {{1, 1}, {1, 1}});
        assertThat(flat.condition()).isBetween(1e14, 1e16);
        var saddle = Covariance.of(new double[][] {{0, 1}, {1, 0}});
        assertThat(saddle.at(0, 0)).isCloseTo(0.5, within(1e-12));
        assertThat(saddle.at(0, 1)).isCloseTo(0.5, within(1e-12)).isEqualTo(saddle.at(1, 0));
        assertThat(squares(saddle.whitened(new double[] {1, 1}))).isCloseTo(2, within(1e-9));
    }

    @Test
    void nobody_changes_it_afterwards() {
        double[][] values = {{1, 0}, {0, 1}};
        var covariance = Covariance.of(values);
        values[0][0] = 7;
        assertThat(covariance.at(0, 0)).isEqualTo(1);
    }
}
