package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metta.sweep.Optimizer;
import metta.sweep.config.OptimizerConfig;
import metta.sweep.config.OptimizerType;
import org.junit.jupiter.api.Test;

/// A Gaussian process that goes by what may be hoped for.
final class GpByHopeTest implements OptimizerContract {
    @Override
    public Optimizer optimizer() {
        return hoping(2);
    }

    private static Optimizer hoping(double beta) {
        return Optimizers.gp(new OptimizerConfig(
                OptimizerType.GP, new LinkedHashMap<>(Map.of("acquisition", "ucb", "ucb_beta", beta))));
    }

    @Test
    void a_sphere_is_solved() {
        GpSearchTest.assertSolvesSpheres(optimizer());
    }

    /// In the middle of what is known nothing is to be gained; the ends of the line are least known.
    @Test
    void who_hopes_for_much_goes_where_little_is_known() {
        var problem = Problems.of(Problems.cube(1), 1);
        var observations = GpSearchTest.tried(problem, GpSearchTest::sphere, 0.3, 0.4, 0.45, 0.5, 0.2);
        var bold = hoping(100).suggest(problem, observations, List.of(), 8, 1).getFirst();
        var timid = hoping(0).suggest(problem, observations, List.of(), 8, 1).getFirst();
        assertThat((double) bold.configuration().value("x0")).isEqualTo(1.0);
        assertThat((double) timid.configuration().value("x0")).isBetween(0.29, 0.33);
        assertThat(bold.reason())
                .startsWith("best that may be hoped for anywhere, by a Gaussian process of 5 runs; expects ");
    }
}
