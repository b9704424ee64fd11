package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import metta.sweep.Optimizer;
import org.junit.jupiter.api.Test;

/// Thompson sampling.
final class GpByDrawnFunctionsTest implements OptimizerContract {
    @Override
    public Optimizer optimizer() {
        return GpSearchTest.by("thompson");
    }

    @Test
    void a_sphere_is_solved() {
        GpSearchTest.assertSolvesSpheres(optimizer());
    }

    /// Two valleys are as deep: which one a trial goes to is up to the function that was drawn for it.
    @Test
    void each_trial_has_a_function_of_its_own() {
        var problem = Problems.of(Problems.cube(1), 1);
        var observations =
                GpSearchTest.tried(problem, each -> valleys((double) each.value("x0")), 0, .12, .3, .5, .7, .88, 1);
        var places = new ArrayList<Double>();
        for (int number = 8; number < 88; number += 4) {
            var suggestion = optimizer()
                    .suggest(problem, observations, List.of(), number, 1)
                    .getFirst();
            assertThat(suggestion.reason())
                    .startsWith("best point of a drawn function anywhere, by a Gaussian process of 7 runs; expects ");
            places.add((double) suggestion.configuration().value("x0"));
        }
        assertThat(places).doesNotHaveDuplicates().anyMatch(each -> each < 0.4).anyMatch(each -> each > 0.6);
        assertThat(places.stream().filter(each -> valleys(each) > -0.3)).hasSizeGreaterThan(16);
    }

    /// 0 at two places.
    private static double valleys(double x) {
        return -Math.pow(Math.cos(Math.PI * (2 * x + 0.1 * (2 * x - 1))), 2);
    }
}
