package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.SweepException;
import metta.sweep.config.Aggregate;
import metta.sweep.config.Goal;
import metta.sweep.config.Metric;
import metta.sweep.config.OptimizerConfig;
import metta.sweep.config.OptimizerType;
import metta.sweep.optimizer.Scalarization.Way;
import org.junit.jupiter.api.Test;

final class CompromiseTest {
    private static final double NONE = Double.NaN;

    private static Problem problem(int objectives) {
        var metrics = IntStream.range(0, objectives)
                .mapToObj(i -> new Metric("loss" + i, Goal.MINIMIZE, Aggregate.LAST))
                .toList();
        return new Problem(Problems.cube(1), metrics, 100, 1);
    }

    /// @param losses by run and objective, NaN where there is none
    private static Evidence evidence(double[]... losses) {
        var problem = problem(losses[0].length);
        var observations = IntStream.range(0, losses.length)
                .mapToObj(i -> observation(problem, i + 1, losses[i]))
                .toList();
        return new Evidence.Cache().of(problem, observations);
    }

    private static Observation observation(Problem problem, int number, double[] losses) {
        var scores = new LinkedHashMap<String, Double>();
        for (int i = 0; i < losses.length; i++) {
            if (!Double.isNaN(losses[i])) {
                scores.put("loss" + i, losses[i]);
            }
        }
        var configuration =
                problem.space().decode(new double[] {number / 100.0}).orElseThrow();
        Optional<String> why = scores.isEmpty() ? Optional.of("exit 1") : Optional.empty();
        return new Observation("r" + number, number, 1, configuration, scores, 1, 1, why, Optional.empty());
    }

    private static double[] weighed(Evidence evidence, Compromise compromise) {
        return compromise.of(evidence).items().stream()
                .mapToDouble(Evidence.Item::loss)
                .toArray();
    }

    private static double[] weighed(Evidence evidence, Way way, Double... weights) {
        return weighed(evidence, new Compromise(way, List.of(weights)));
    }

    private static Compromise drawn(int objectives, int number) {
        return new Scalarization(Way.TCHEBYCHEFF, Map.of())
                .compromise(problem(objectives), number)
                .orElseThrow();
    }

    @Test
    void what_dominates_is_better_whatever_the_weights_and_the_rest_by_the_weights() {
        var evidence = evidence(
                new double[] {0, 1e300, -3, 2},
                new double[] {1, 1e300, -3, 2},
                new double[] {4, 0, -5, 1},
                new double[] {2, 1e299, 0, 9});
        boolean[] first = new boolean[2];
        for (int number = 1; number <= 50; number++) {
            double[] losses = weighed(evidence, drawn(4, number));
            assertThat(losses[0]).as("trial %d", number).isLessThan(losses[1]);
            first[losses[0] < losses[2] ? 0 : 1] = true;
        }
        assertThat(first).containsOnly(true);
    }

    @Test
    void what_lacks_a_value_is_behind_all_that_do_not_and_what_failed_has_no_loss() {
        var evidence =
                evidence(new double[] {0, 8}, new double[] {0, NONE}, new double[] {1, 3}, new double[] {NONE, NONE});
        double[] losses = weighed(evidence, Way.TCHEBYCHEFF, 1.0, 0.5);
        assertThat(losses[1]).isGreaterThan(losses[0]).isGreaterThan(losses[2]);
        assertThat(losses[2]).isFinite();
        assertThat(losses[3]).isInfinite();
        assertThat(evidence.items().get(1).losses().get(1)).isInfinite();
    }

    /// By hand: the objectives are brought to 0, ½, 1 and to 1, ¼, 0.
    @Test
    void the_worst_counts_and_a_little_of_all_or_their_sum() {
        var evidence = evidence(new double[] {10, 4}, new double[] {15, 1}, new double[] {20, 0});
        assertThat(weighed(evidence, Way.TCHEBYCHEFF, 1.0, 0.5))
                .containsExactly(new double[] {0.525, 0.53125, 1.05}, within(1e-15));
        assertThat(weighed(evidence, Way.LINEAR, 1.0, 0.5))
                .containsExactly(new double[] {0.5, 0.625, 1}, within(1e-15));
    }

    @Test
    void one_run_that_went_quite_wrong_leaves_the_others_as_different_as_they_are() {
        var evidence =
                evidence(new double[] {0, 1}, new double[] {1, 0}, new double[] {0.4, 0.5}, new double[] {0.2, 1e300});
        double[] losses = weighed(evidence, Way.LINEAR, 1.0, 1.0);
        assertThat(losses).containsExactly(new double[] {1, 1, 0.9, 2.2}, within(1e-12));
    }

    @Test
    void volumes_are_gone_by_where_they_are_wanted_and_reckoned_quickly() {
        var plain = new Scalarization(Way.HYPERVOLUME, Map.of());
        assertThat(plain.compromise(problem(4), 1)).isEmpty();
        assertThat(plain.compromise(problem(5), 1)).isPresent();
        for (var way : Way.values()) {
            assertThat(new Scalarization(way, Map.of()).compromise(problem(1), 1))
                    .isEmpty();
        }
        assertThat(drawn(2, 1).weights()).isNotEqualTo(drawn(2, 2).weights());
    }

    private static List<Double> given(Map<String, Object> weights) {
        var settings = new LinkedHashMap<String, Object>();
        settings.put(OptimizerType.SCALARIZATION, "linear");
        settings.put(OptimizerType.WEIGHTS, weights);
        return Scalarization.of(new OptimizerConfig(OptimizerType.MOGP, settings))
                .compromise(problem(3), 7)
                .orElseThrow()
                .weights();
    }

    @Test
    void weights_that_are_given_count_relative_to_the_largest_and_those_that_are_not_are_one() {
        assertThat(given(Map.of("loss2", 4.0, "loss0", 0.0))).containsExactly(0.0, 0.25, 1.0);
        assertThat(given(Map.of("loss1", 1e308))).containsExactly(1e-308, 1.0, 1e-308);
    }

    @Test
    void weights_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> given(Map.of("loss", 1.0)))
                .isInstanceOf(SweepException.class)
                .hasMessage("optimizer.weights: unknown metric 'loss'; did you mean 'loss0'?");
        assertThatThrownBy(() -> given(Map.of("loss0", 0.0, "loss1", 0.0, "loss2", 0.0)))
                .hasMessage("optimizer.weights: one metric at least must count; give it a number above 0");
    }

    private static Optimizer searching(Scalarization scalarization) {
        return GpSearch.ofAll(scalarization, new GpSettings(new OptimizerConfig(OptimizerType.MOGP)));
    }

    @Test
    void that_weights_cannot_be_is_said_at_the_first_trial() {
        for (var way : Way.values()) {
            var optimizer = searching(new Scalarization(way, Map.of("los", 1.0)));
            assertThatThrownBy(() -> optimizer.suggest(problem(2), List.of(), List.of(), 1, 1))
                    .hasMessageContaining("unknown metric 'los'");
        }
    }

    private static double place(Observation observation) {
        return (double) observation.configuration().value("x0");
    }

    /// The objectives are least at 0.2 and at 0.8; the best by weights is between, nearer to what
    /// counts more.
    @Test
    void the_search_goes_for_the_one_point_that_the_weights_prefer() {
        var weights = new LinkedHashMap<String, Double>(Map.of("loss0", 3.0, "loss1", 1.0));
        var optimizer = searching(new Scalarization(Way.LINEAR, weights));
        var problem = problem(2);
        var story = new ArrayList<Observation>();
        for (int number = 1; number <= 30; number++) {
            var asked = optimizer
                    .suggest(problem, story, List.of(), number, 1)
                    .getFirst()
                    .configuration();
            double x = (double) asked.value("x0");
            double[] losses = {(x - 0.2) * (x - 0.2), (x - 0.8) * (x - 0.8)};
            var scores = Map.of("loss0", losses[0], "loss1", losses[1]);
            story.add(
                    new Observation("r" + number, number, 1, asked, scores, 1, 1, Optional.empty(), Optional.empty()));
        }
        double range0 = range(story, "loss0");
        double range1 = range(story, "loss1");
        double best = (0.2 * 3 / range0 + 0.8 / range1) / (3 / range0 + 1 / range1);
        assertThat(story.subList(20, 30).stream()
                        .filter(each -> Math.abs(place(each) - best) < 0.02)
                        .count())
                .as("trials near %.3f", best)
                .isGreaterThanOrEqualTo(5);
    }

    private static double range(List<Observation> story, String metric) {
        var scores =
                story.stream().mapToDouble(each -> each.scores().get(metric)).summaryStatistics();
        return scores.getMax() - scores.getMin();
    }

    @Test
    void a_reason_says_what_is_made_of_the_metrics() {
        var metrics = problem(2).objectives();
        assertThat(new Compromise(Way.TCHEBYCHEFF, List.of(1.0, 0.314)).words(metrics))
                .isEqualTo("the worst of loss0 × 1.0, loss1 × 0.31");
        assertThat(new Compromise(Way.LINEAR, List.of(1.0, 0.314)).words(metrics))
                .isEqualTo("the sum of loss0 × 1.0, loss1 × 0.31");
    }
}
