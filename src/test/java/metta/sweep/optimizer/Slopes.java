package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import metta.sweep.numeric.BoundedMinimizer;

/// Derivatives, held against differences.
final class Slopes {
    private static final double STEP = 1e-6;

    private Slopes() {}

    /// @param free the variables that are looked at
    static void assertRight(BoundedMinimizer.Function function, double[] at, double tolerance, int... free) {
        double[] gradient = new double[at.length];
        function.at(at.clone(), gradient);
        for (int i : free) {
            double difference = (moved(function, at, i, STEP) - moved(function, at, i, -STEP)) / (2 * STEP);
            assertThat(gradient[i])
                    .as("derivative by variable %d", i)
                    .isCloseTo(difference, within(tolerance * Math.max(1, Math.abs(difference))));
        }
    }

    private static double moved(BoundedMinimizer.Function function, double[] at, int variable, double by) {
        double[] moved = at.clone();
        moved[variable] += by;
        return function.at(moved, new double[at.length]);
    }
}
