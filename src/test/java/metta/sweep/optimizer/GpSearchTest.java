package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.config.OptimizerConfig;
import metta.sweep.config.OptimizerType;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.space.Configuration;
import metta.sweep.space.Fixed;
import metta.sweep.space.IntUniform;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Uniform;
import org.junit.jupiter.api.Test;

final class GpSearchTest implements OptimizerContract {
    @Override
    public Optimizer optimizer() {
        return Optimizers.gp();
    }

    /// 0 at best.
    static double sphere(Configuration configuration) {
        return configuration.values().values().stream()
                .mapToDouble(each -> -Math.pow((double) each - 0.31, 2))
                .sum();
    }

    private static Observation scored(int number, Configuration configuration, double score) {
        return new Observation(
                "r" + number,
                number,
                1,
                configuration,
                Map.of("score", score),
                1,
                0,
                Optional.empty(),
                Optional.empty());
    }

    private static Observation failed(int number, Configuration configuration) {
        return new Observation(
                "r" + number, number, 1, configuration, Map.of(), 1, 0, Optional.of("exit 1"), Optional.empty());
    }

    static List<Observation> swept(
            Optimizer optimizer, Problem problem, int trials, ToDoubleFunction<Configuration> score) {
        var observations = new ArrayList<Observation>();
        for (int number = 1; number <= trials; number++) {
            var configuration = optimizer
                    .suggest(problem, observations, List.of(), number, 1)
                    .getFirst()
                    .configuration();
            double scored = score.applyAsDouble(configuration);
            observations.add(
                    Double.isNaN(scored) ? failed(number, configuration) : scored(number, configuration, scored));
        }
        return observations;
    }

    /// A gp that goes by something else than the improvement that is to be expected.
    static Optimizer by(String acquisition) {
        return Optimizers.gp(
                new OptimizerConfig(OptimizerType.GP, new LinkedHashMap<>(Map.of("acquisition", acquisition))));
    }

    /// Once the region around the best is smaller than a step, there is something new elsewhere.
    @Test
    void whole_numbers_are_tried_once_as_long_as_there_are_others() {
        var space = Problems.space(new IntUniform(1, 12), new IntUniform(1, 12));
        var swept = swept(
                Optimizers.gp(),
                Problems.of(space, 1),
                60,
                each -> -Math.abs((long) each.value("a") - 3.2) - Math.abs((long) each.value("b") - 4.1));
        assertThat(swept).extracting(Observation::configuration).doesNotHaveDuplicates();
    }

    static void assertSolvesSpheres(Optimizer optimizer) {
        for (long seed = 0; seed < 3; seed++) {
            var swept = swept(optimizer, Problems.of(Problems.cube(4), seed), 25, GpSearchTest::sphere);
            assertThat(best(swept)).as("seed %d", seed).isGreaterThan(-1e-3);
        }
    }

    /// What became of some places on a line.
    static List<Observation> tried(Problem problem, ToDoubleFunction<Configuration> score, double... places) {
        var observations = new ArrayList<Observation>();
        for (double place : places) {
            var configuration = problem.space().decode(new double[] {place}).orElseThrow();
            observations.add(scored(observations.size() + 1, configuration, score.applyAsDouble(configuration)));
        }
        return observations;
    }

    static double best(List<Observation> observations) {
        return observations.stream()
                .flatMap(each -> each.score().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
    }

    @Test
    void a_sphere_of_four_dimensions_is_solved_in_25_trials_whatever_the_seed() {
        for (long seed = 0; seed < 5; seed++) {
            var problem = Problems.of(Problems.cube(4), seed);
            assertThat(best(swept(Optimizers.random(), problem, 25, GpSearchTest::sphere)))
                    .isLessThan(-0.01);
            assertThat(best(swept(optimizer(), problem, 25, GpSearchTest::sphere)))
                    .as("seed %d", seed)
                    .isGreaterThan(-1e-3);
        }
    }

    @Test
    void of_many_parameters_every_other_trial_goes_downhill_no_farther_than_the_region_reaches() {
        var problem = Problems.of(Problems.cube(12), 1);
        var observations = swept(optimizer(), problem, 13, GpSearchTest::sphere);
        var downhill =
                optimizer().suggest(problem, observations, List.of(), 14, 1).getFirst();
        var near = optimizer().suggest(problem, observations, List.of(), 15, 1).getFirst();
        var best = observations.stream()
                .max(Comparator.comparingDouble(each -> each.score().orElseThrow()))
                .orElseThrow()
                .configuration();
        assertThat(downhill.reason()).contains("downhill from the best");
        assertThat(near.reason()).contains("near the best");
        assertThat(moves(best, downhill.configuration()))
                .filteredOn(each -> each != 0)
                .hasSizeGreaterThan(8);
        assertThat(moves(best, near.configuration()))
                .filteredOn(each -> each != 0)
                .hasSizeLessThan(8);
        double distance = Math.sqrt(moves(best, downhill.configuration()).stream()
                .mapToDouble(each -> each * each)
                .sum());
        assertThat(distance).isBetween(0.05, InitialDesign.STEP + 1e-9);
        assertThat(sphere(downhill.configuration())).isGreaterThan(sphere(best));
    }

    private static List<Double> moves(Configuration from, Configuration to) {
        return from.values().keySet().stream()
                .map(name -> (double) to.value(name) - (double) from.value(name))
                .toList();
    }

    @Test
    void where_runs_fail_few_more_are_tried() {
        var problem = Problems.of(Problems.cube(2), 1);
        ToDoubleFunction<Configuration> cliff =
                each -> (double) each.value("x0") > 0.7 ? Double.NaN : (double) each.value("x0");
        var late = swept(optimizer(), problem, 40, cliff).subList(20, 40);
        assertThat(late.stream().filter(each -> !each.feasible()).count()).isLessThan(7);
        assertThat(best(late)).isGreaterThan(0.69);
    }

    @Test
    void runs_that_are_under_way_are_kept_away_from() {
        var problem = Problems.of(Problems.cube(2), 2);
        var observations = swept(optimizer(), problem, 12, GpSearchTest::sphere);
        var suggestions = optimizer().suggest(problem, observations, List.of(), 13, 6);
        assertThat(suggestions).extracting(Suggestion::configuration).doesNotHaveDuplicates();
        var alone = optimizer().suggest(problem, observations, List.of(), 13, 1).getFirst();
        var kept = optimizer()
                .suggest(problem, observations, List.of(alone.configuration()), 13, 1)
                .getFirst();
        assertThat(kept.configuration()).isNotEqualTo(alone.configuration());
        assertThat(kept.reason()).contains("and 1 under way; expects score ");
    }

    @Test
    void scores_of_every_size_have_suggestions() {
        var problem = Problems.of(Problems.cube(3), 3);
        var points = IntStream.rangeClosed(1, 12)
                .mapToObj(i -> Problems.observation(
                                i,
                                problem.space()
                                        .decode(problem.random(i).doubles(3).toArray())
                                        .orElseThrow())
                        .configuration())
                .toList();
        for (double[] scores : List.of(
                new double[] {0, 0, 0},
                new double[] {1e300, -1e300, 1e-300},
                new double[] {1e-300, 2e-300, 3e-300},
                new double[] {Double.MAX_VALUE, -Double.MAX_VALUE, 0})) {
            var observations = IntStream.range(0, 12)
                    .mapToObj(i -> scored(i + 1, points.get(i), scores[i % 3]))
                    .toList();
            var suggestions = optimizer().suggest(problem, observations, List.of(), 13, 3);
            assertThat(suggestions).allMatch(each -> problem.space().contains(each.configuration()));
        }
    }

    @Test
    void ten_thousand_runs_of_three_points_have_a_suggestion_that_is_new() {
        var problem = Problems.of(Problems.cube(2), 4);
        var points = IntStream.range(0, 3)
                .mapToObj(i -> problem.space()
                        .decode(new double[] {0.1 + 0.4 * i, 0.5})
                        .orElseThrow())
                .toList();
        var observations = IntStream.rangeClosed(1, 10_000)
                .mapToObj(i -> scored(i, points.get(i % 3), i % 3))
                .toList();
        var suggestion =
                optimizer().suggest(problem, observations, List.of(), 10_001, 1).getFirst();
        assertThat(points).doesNotContain(suggestion.configuration());
    }

    @Test
    void all_failed_is_no_reason_to_stop() {
        var problem = Problems.of(Problems.cube(2), 5);
        assertThat(swept(optimizer(), problem, 30, _ -> Double.NaN))
                .extracting(Observation::configuration)
                .doesNotHaveDuplicates();
    }

    @Test
    void the_first_trial_is_the_centre_of_the_space() {
        var space = Problems.space(new Uniform(0, 8), new Fixed("x"));
        var first = optimizer()
                .suggest(Problems.of(space, 6), List.of(), List.of(), 1, 1)
                .getFirst();
        assertThat(first.configuration().values()).containsEntry("a", 4.0);
        assertThat(first.reason()).contains("centre");
    }

    @Test
    void bounds_as_far_apart_as_numbers_go_are_searched() {
        SearchSpace space = Problems.space(new Uniform(-8e307, 8e307));
        var problem = Problems.of(space, 7);
        assertThat(swept(optimizer(), problem, 12, each -> -Math.abs((double) each.value("a") / 1e307 - 1)))
                .hasSize(12);
    }

    @Test
    void the_model_is_fitted_to_all_of_fifty_runs_and_then_with_each_tenth_more() {
        assertThat(IntStream.of(1, 49, 50, 51, 54, 55, 59, 60, 10_000).map(Regression::fittedOf))
                .containsExactly(1, 49, 50, 50, 50, 55, 55, 60, Regression.fittedOf(9_999));
        assertThat(Regression.fittedOf(10_000)).isBetween(9_000, 10_000);
    }

    /// The best lies beyond what is allowed, so that all climb out.
    @Test
    void constraints_that_cut_off_the_best_leave_the_model_its_choice() {
        var space = SweepConfigReader.parse("sweep.yaml", """
                parameters: {u: {min: 0.0, max: 1.0}, v: {min: 0.0, max: 1.0}}
                constraints: [u + v < 1]
                """).space();
        var problem = Problems.of(space, 1);
        ToDoubleFunction<Configuration> score = each -> (double) each.value("u") + 2 * (double) each.value("v");
        var observations = swept(optimizer(), problem, 30, score);
        assertThat(best(observations)).isGreaterThan(1.9);
        var reasons = optimizer().suggest(problem, observations, List.of(), 31, 10).stream()
                .map(Suggestion::reason);
        assertThat(reasons).noneMatch(each -> each.startsWith("random draw"));
    }

    private static final Pattern EXPECTED = Pattern.compile("; expects score (\\S+) \\((\\S+) to (\\S+)\\)$");

    @Test
    void a_reason_says_what_is_expected_in_the_numbers_of_the_metric() {
        var problem = Problems.of(Problems.cube(2), 3);
        var observations = swept(optimizer(), problem, 20, each -> 100 + sphere(each));
        for (var suggestion : optimizer().suggest(problem, observations, List.of(), 21, 4)) {
            var found = EXPECTED.matcher(suggestion.reason());
            assertThat(found.find()).as(suggestion.reason()).isTrue();
            double middle = Double.parseDouble(found.group(1));
            double low = Double.parseDouble(found.group(2));
            double high = Double.parseDouble(found.group(3));
            assertThat(middle).isBetween(low, high);
            assertThat(100 + sphere(suggestion.configuration())).isCloseTo(middle, within(0.01 + 2 * (high - low)));
            assertThat(middle).isBetween(99.0, 100.0);
        }
    }

    @Test
    void one_score_beyond_all_bounds_does_not_keep_it_from_learning() {
        for (double lost : new double[] {-1e300, -Double.MAX_VALUE}) {
            var number = new AtomicInteger();
            var swept = swept(
                    optimizer(),
                    Problems.of(Problems.cube(2), 1),
                    25,
                    each -> number.incrementAndGet() == 3 ? lost : 1e-9 * sphere(each));
            assertThat(best(swept)).isGreaterThan(-1e-12);
        }
    }

    /// Two thirds of what is normally distributed lie within one standard deviation.
    @Test
    void what_is_expected_heeds_how_noisy_scores_are() {
        var problem = Problems.of(Problems.cube(2), 3);
        var random = new SplittableRandom(4);
        var observations = swept(optimizer(), problem, 50, each -> sphere(each) + random.nextGaussian());
        var suggestions = optimizer().suggest(problem, observations, List.of(), 51, 10);
        int within = 0;
        for (int i = 0; i < 1_000; i++) {
            var suggestion = suggestions.get(i % suggestions.size());
            var found = EXPECTED.matcher(suggestion.reason());
            assertThat(found.find()).as(suggestion.reason()).isTrue();
            double score = sphere(suggestion.configuration()) + random.nextGaussian();
            within +=
                    Double.parseDouble(found.group(2)) <= score && score <= Double.parseDouble(found.group(3)) ? 1 : 0;
        }
        assertThat(within).isBetween(450, 850);
    }

    @Test
    void a_step_back_comes_to_no_trial_that_there_was() {
        for (long seed = 0; seed < 5; seed++) {
            assertThat(swept(optimizer(), Problems.of(Problems.cube(1), seed), 12, GpSearchTest::sphere))
                    .extracting(Observation::configuration)
                    .doesNotHaveDuplicates();
        }
    }
}
