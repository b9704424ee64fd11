package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import metta.sweep.Observation;
import metta.sweep.Problem;
import metta.sweep.config.Aggregate;
import metta.sweep.config.Goal;
import metta.sweep.config.Metric;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.space.Configuration;
import org.junit.jupiter.api.Test;

final class ImportanceTest {
    private static double at(Configuration configuration, String name) {
        return (double) configuration.value(name);
    }

    private static SequencedMap<String, Double> importance(
            int dimensions, int runs, ToDoubleFunction<Configuration> loss) {
        var problem = Problems.of(Problems.cube(dimensions), 3);
        var observations = new ArrayList<Observation>();
        for (var each : Optimizers.sobol().suggest(problem, List.of(), List.of(), 1, runs)) {
            var configuration = each.configuration();
            observations.add(Problems.lost(observations.size() + 1, configuration, loss.applyAsDouble(configuration)));
        }
        return Optimizers.importance(problem, observations);
    }

    /// Of `2a + b` four fifths of the variance are due to `a` and a fifth to `b`, as those of a
    /// uniform distribution are alike; scores worse than the median are pressed together, which moves
    /// this a little.
    @Test
    void shares_of_a_sum_are_those_of_its_variance() {
        var shares = importance(3, 60, each -> 2 * at(each, "x0") + at(each, "x1"));
        assertThat(shares.keySet()).containsExactly("x0", "x1", "x2");
        assertThat(shares.get("x0")).isCloseTo(0.8, within(0.06));
        assertThat(shares.get("x1")).isCloseTo(0.2, within(0.06));
        assertThat(shares.get("x2")).isLessThan(0.005);
    }

    /// Of the product of what goes from -1 to 1 neither matters without the other.
    @Test
    void what_matters_together_with_another_matters() {
        var shares = importance(3, 80, each -> (2 * at(each, "x0") - 1) * (2 * at(each, "x1") - 1));
        assertThat(shares.get("x0")).isGreaterThan(0.7);
        assertThat(shares.get("x1")).isGreaterThan(0.7);
        assertThat(shares.get("x2")).isLessThan(0.05);
    }

    /// A choice of four with a parameter of its own each, and two that are in no score but in a constraint.
    @Test
    void constraints_make_nothing_matter_and_conditions_are_heeded() {
        var space = SweepConfigReader.parse("sweep.yaml", """
                parameters:
                  kind:
                    one_of:
                      a: {x: {min: 0.0, max: 1.0}}
                      b: {y: {min: 0.0, max: 1.0}}
                      c: {}
                      d: {}
                  v: {min: 0.0, max: 1.0}
                  w: {min: 0.0, max: 1.0}
                constraints: [v + w < 0.9]
                """).space();
        var problem = Problems.of(space, 3);
        var observations = new ArrayList<Observation>();
        for (var each : Optimizers.sobol().suggest(problem, List.of(), List.of(), 1, 80)) {
            var configuration = each.configuration();
            double within = configuration.has("x") ? at(configuration, "x") : 0.5;
            double loss = "abcd".indexOf(String.valueOf(configuration.value("kind"))) + within;
            observations.add(Problems.lost(observations.size() + 1, configuration, loss));
        }
        var shares = Optimizers.importance(problem, observations);
        assertThat(shares.get("v")).isLessThan(0.02);
        assertThat(shares.get("w")).isLessThan(0.02);
        assertThat(shares.get("y")).isLessThan(0.05);
        assertThat(shares.get("kind")).isGreaterThan(0.7);
        assertThat(shares.get("x")).isGreaterThan(0.03);
    }

    @Test
    void as_long_as_little_is_known_everything_may_matter() {
        assertThat(importance(5, 3, each -> at(each, "x0")).values()).allMatch(each -> each > 0.03);
    }

    @Test
    void nothing_is_said_where_nothing_ended_well() {
        assertThat(importance(2, 5, _ -> Double.NaN)).isEmpty();
        assertThat(importance(2, 0, _ -> 1)).isEmpty();
    }

    @Test
    void of_several_metrics_the_one_counts_that_it_matters_most_to() {
        var metrics = List.of(
                new Metric("score", Goal.MINIMIZE, Aggregate.LAST), new Metric("size", Goal.MINIMIZE, Aggregate.LAST));
        var problem = new Problem(Problems.cube(3), metrics, 100, 3);
        var observations = new ArrayList<Observation>();
        for (var each : Optimizers.sobol().suggest(problem, List.of(), List.of(), 1, 50)) {
            int number = observations.size() + 1;
            var configuration = each.configuration();
            var scores = Map.of("score", at(configuration, "x0"), "size", at(configuration, "x1"));
            observations.add(new Observation(
                    "r" + number, number, 1, configuration, scores, 1, 1, Optional.empty(), Optional.empty()));
        }
        var shares = Optimizers.importance(problem, observations);
        assertThat(shares.get("x0")).isGreaterThan(0.9);
        assertThat(shares.get("x1")).isGreaterThan(0.9);
        assertThat(shares.get("x2")).isLessThan(0.02);
    }
}
