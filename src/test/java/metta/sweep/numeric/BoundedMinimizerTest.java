package metta.sweep.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class BoundedMinimizerTest {
    private static double[] all(int size, double value) {
        double[] filled = new double[size];
        Arrays.fill(filled, value);
        return filled;
    }

    private static BoundedMinimizer of(BoundedMinimizer.Function function, int size, double bound) {
        return new BoundedMinimizer(function, all(size, -bound), all(size, bound));
    }

    private static double rosenbrock(double[] x, double[] gradient) {
        double bend = x[1] - x[0] * x[0];
        gradient[0] = -400 * x[0] * bend - 2 * (1 - x[0]);
        gradient[1] = 200 * bend;
        return 100 * bend * bend + (1 - x[0]) * (1 - x[0]);
    }

    /// Condition number 10,000; the lowest point of all at 3 for every variable.
    private static double bowl(double[] x, double[] gradient) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double weight = Math.pow(10, 4.0 * i / (x.length - 1));
            sum += weight * (x[i] - 3) * (x[i] - 3);
            gradient[i] = 2 * weight * (x[i] - 3);
        }
        return sum;
    }

    @Test
    void the_bottom_of_a_bent_valley_is_found() {
        var minimum = of(BoundedMinimizerTest::rosenbrock, 2, 5).from(new double[] {-1.2, 1}, 200, 1e-9);
        assertThat(minimum.point()).containsExactly(new double[] {1, 1}, within(1e-5));
        assertThat(minimum.value()).isLessThan(1e-9);
    }

    @Test
    void the_bottom_of_a_bowl_is_found() {
        assertThat(of(BoundedMinimizerTest::bowl, 10, 5)
                        .from(all(10, -5), 500, 0)
                        .point())
                .containsExactly(all(10, 3), within(1e-4));
    }

    @Test
    void what_lies_beyond_the_box_is_not_left_for() {
        assertThat(of(BoundedMinimizerTest::bowl, 4, 2)
                        .from(all(4, -1), 200, 1e-9)
                        .point())
                .containsExactly(2, 2, 2, 2);
    }

    @Test
    void a_bound_holds_only_the_variable_that_it_is_of() {
        var minimizer =
                new BoundedMinimizer(BoundedMinimizerTest::rosenbrock, new double[] {-5, -5}, new double[] {0.5, 5});
        assertThat(minimizer.from(new double[] {-1, 3}, 200, 1e-9).point())
                .containsExactly(new double[] {0.5, 0.25}, within(1e-5));
    }

    @Test
    void a_start_outside_is_taken_to_the_box_and_a_bottom_is_left_alone() {
        assertThat(of(BoundedMinimizerTest::bowl, 3, 5)
                        .from(all(3, 3), 10, 1e-9)
                        .point())
                .containsExactly(3, 3, 3);
        assertThat(of(BoundedMinimizerTest::bowl, 3, 2)
                        .from(all(3, 99), 0, 1e-9)
                        .point())
                .containsExactly(2, 2, 2);
    }

    @Test
    void where_there_is_no_value_nobody_goes() {
        BoundedMinimizer.Function cliff = (x, gradient) -> {
            gradient[0] = -1 / x[0];
            return x[0] > 1 ? Double.NaN : -Math.log(x[0]);
        };
        var minimum = new BoundedMinimizer(cliff, new double[] {1e-3}, new double[] {10})
                .from(new double[] {0.01}, 100, 1e-9);
        assertThat(minimum.point()[0]).isGreaterThan(0.5).isLessThanOrEqualTo(1);
    }
}
