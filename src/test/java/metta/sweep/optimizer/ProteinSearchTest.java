package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.config.OptimizerConfig;
import metta.sweep.config.OptimizerType;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.space.Categorical;
import metta.sweep.space.Configuration;
import metta.sweep.space.IntUniform;
import metta.sweep.space.Pow2;
import metta.sweep.space.Scale;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Uniform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProteinSearchTest implements OptimizerContract {
    @Override
    public Optimizer optimizer() {
        return protein(Map.of());
    }

    private static Optimizer protein(Map<String, Object> settings) {
        return Optimizers.protein(new OptimizerConfig(OptimizerType.PROTEIN, new LinkedHashMap<>(settings)));
    }

    private static Observation ended(int number, Configuration configuration, double score, double cost) {
        boolean failed = Double.isNaN(score);
        return new Observation(
                "r" + number,
                number,
                1,
                configuration,
                failed ? Map.of() : Map.of("score", score),
                cost,
                0,
                failed ? Optional.of("exit 1") : Optional.empty(),
                Optional.empty());
    }

    private static List<Observation> swept(
            Optimizer optimizer,
            Problem problem,
            int trials,
            ToDoubleFunction<Configuration> score,
            ToDoubleFunction<Configuration> cost) {
        var observations = new ArrayList<Observation>();
        for (int number = 1; number <= trials; number++) {
            var tried = suggestion(optimizer, problem, observations, number).configuration();
            observations.add(ended(number, tried, score.applyAsDouble(tried), cost.applyAsDouble(tried)));
        }
        return observations;
    }

    private static Suggestion suggestion(
            Optimizer optimizer, Problem problem, List<Observation> observations, int number) {
        return optimizer.suggest(problem, observations, List.of(), number, 1).getFirst();
    }

    private static double at(Configuration configuration, String name) {
        return ((Number) configuration.value(name)).doubleValue();
    }

    /// What every trial costs where that does not matter.
    private static double one(Configuration configuration) {
        return 1;
    }

    /// 0 at best.
    private static double sphere(Configuration configuration) {
        return configuration.values().keySet().stream()
                .mapToDouble(each -> -Math.pow(at(configuration, each) - 0.31, 2))
                .sum();
    }

    private static double best(List<Observation> observations) {
        return observations.stream()
                .flatMap(each -> each.score().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
    }

    @Test
    void the_first_trial_is_the_centre_of_the_search_and_the_middle_one_of_three_choices() {
        var space = Problems.space(
                new Categorical(List.of("red", "blue", "green")), new Uniform(0, 8, 6, new Scale.Auto()));
        var problem = Problems.of(space, 1);
        var first = suggestion(optimizer(), problem, List.of(), 1);
        assertThat(first.configuration().values()).containsEntry("a", "blue").containsEntry("b", 6.0);
        var other = suggestion(protein(Map.of("seed_with_search_center", false)), problem, List.of(), 1);
        assertThat(other.configuration().value("b")).isNotEqualTo(6.0);
    }

    @Test
    void the_first_trials_are_drawn_around_the_centre_as_near_as_scales_say() {
        var space =
                Problems.space(new Uniform(0, 1, 0.5, new Scale.Width(0.02)), new Uniform(0, 1, 0.5, new Scale.Auto()));
        var problem = Problems.of(space, 2);
        var near = optimizer().suggest(problem, List.of(), List.of(), 2, 200);
        assertThat(spread(near, "a")).isCloseTo(0.01, within(0.002));
        assertThat(spread(near, "b")).isBetween(0.15, 0.25);
        var wide = protein(Map.of("global_search_scale", 10.0)).suggest(problem, List.of(), List.of(), 2, 200);
        assertThat(spread(wide, "a")).isCloseTo(0.1, within(0.02));
    }

    private static double spread(List<Suggestion> suggestions, String name) {
        return Math.sqrt(suggestions.stream()
                .mapToDouble(each -> Math.pow(at(each.configuration(), name) - 0.5, 2))
                .average()
                .orElseThrow());
    }

    @Test
    void the_model_chooses_once_so_many_random_trials_have_ended_well() {
        var problem = Problems.of(Problems.cube(2), 3);
        var optimizer = protein(Map.of("random_suggestions", 4L, "resample_frequency", 0L));
        var five = swept(
                optimizer, problem, 5, each -> at(each, "x0") < 0 ? Double.NaN : sphere(each), ProteinSearchTest::one);
        assertThat(suggestion(optimizer, problem, five.subList(0, 3), 4).reason())
                .startsWith("random draw");
        assertThat(suggestion(optimizer, problem, five, 6).reason()).startsWith("best by naive");
        var failed = ended(1, five.getFirst().configuration(), Double.NaN, 1);
        assertThat(suggestion(optimizer, problem, List.of(failed, five.get(1), five.get(2), five.get(3)), 5)
                        .reason())
                .startsWith("random draw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"naive", "ei", "ucb"})
    void a_sphere_is_solved_in_40_trials_by_each_acquisition(String acquisition) {
        for (long seed = 0; seed < 3; seed++) {
            var problem = Problems.of(Problems.cube(4), seed);
            var optimizer = protein(Map.of("acquisition_fn", acquisition));
            assertThat(best(swept(optimizer, problem, 40, ProteinSearchTest::sphere, ProteinSearchTest::one)))
                    .as("seed %d", seed)
                    .isGreaterThan(-1e-3);
        }
    }

    @Test
    void whole_numbers_powers_of_two_and_choices_stay_what_they_are() {
        var space = Problems.space(
                new IntUniform(1, 10), new Pow2(32, 512), new Uniform(0, 1), new Categorical(List.of("x", "y")));
        var problem = Problems.of(space, 4);
        var observations =
                swept(optimizer(), problem, 20, each -> at(each, "a") - at(each, "c"), ProteinSearchTest::one);
        var suggestions = optimizer().suggest(problem, observations, List.of(), 21, 10);
        assertThat(suggestions).hasSize(10).allMatch(each -> space.contains(each.configuration()));
        assertThat(optimizer().suggest(problem, observations, List.of(), 21, 0)).isEmpty();
        assertThat(best(swept(optimizer(), problem, 40, each -> at(each, "a") - at(each, "c"), ProteinSearchTest::one)))
                .isGreaterThan(9.9);
    }

    @Test
    void nothing_is_tried_that_is_expected_to_cost_more_than_allowed() {
        var problem = Problems.of(Problems.cube(2), 5);
        ToDoubleFunction<Configuration> cost = each -> Math.exp(5 * at(each, "x0"));
        for (var acquisition : List.of("naive", "ei", "ucb")) {
            var optimizer = protein(Map.of("max_suggestion_cost", 20.0, "acquisition_fn", acquisition));
            var all = swept(optimizer, problem, 40, each -> at(each, "x0"), cost);
            var chosen = all.subList(15, 40);
            assertThat(chosen).as(acquisition).allMatch(each -> each.cost() < 21);
            assertThat(chosen).as(acquisition).anyMatch(each -> each.cost() > 18);
        }
    }

    @Test
    void where_all_is_too_dear_the_cheapest_is_tried() {
        var problem = Problems.of(Problems.cube(2), 5);
        ToDoubleFunction<Configuration> cost = each -> 100 * Math.exp(at(each, "x0"));
        var optimizer = protein(Map.of("max_suggestion_cost", 20.0, "resample_frequency", 0L));
        assertThat(swept(optimizer, problem, 25, each -> at(each, "x0"), cost).subList(16, 25))
                .allMatch(each -> each.cost() < 101);
    }

    @Test
    void costs_grow_by_no_more_than_the_expansion_rate_at_a_time() {
        var problem = Problems.of(Problems.cube(2), 6);
        ToDoubleFunction<Configuration> cost = each -> Math.exp(8 * at(each, "x0"));
        var few = IntStream.rangeClosed(1, 15)
                .mapToObj(i -> Configuration.of(Map.of("x0", 0.02 * i, "x1", i % 4 * 0.3)))
                .toList();
        var observations = new ArrayList<Observation>();
        few.forEach(each ->
                observations.add(ended(observations.size() + 1, each, at(each, "x0"), cost.applyAsDouble(each))));
        double dearest = cost.applyAsDouble(few.getLast());
        double before = 0;
        for (double rate : new double[] {0, 0.25, 1}) {
            var optimizer = protein(Map.of("expansion_rate", rate, "acquisition_fn", "ei"));
            var next = cost.applyAsDouble(
                    suggestion(optimizer, problem, observations, 16).configuration());
            // Farther away the process knows less of what trials cost.
            assertThat(next).isCloseTo(dearest * (1 + rate), within((0.02 + 0.25 * rate) * dearest * (1 + rate)));
            assertThat(next).isGreaterThan(before);
            before = next;
        }
    }

    @Test
    void trials_that_cost_nothing_or_nobody_knows_what_count_as_the_cheapest() {
        var problem = Problems.of(Problems.cube(2), 7);
        for (double unknown : new double[] {0, Double.NaN, -1}) {
            assertThat(swept(
                            optimizer(),
                            problem,
                            20,
                            ProteinSearchTest::sphere,
                            each -> at(each, "x0") > 0.5 ? unknown : 3 + at(each, "x0")))
                    .hasSize(20);
            assertThat(swept(optimizer(), problem, 20, ProteinSearchTest::sphere, _ -> unknown))
                    .hasSize(20);
        }
        var items = List.of(item(1, 0), item(2, 20), item(3, 5));
        var costs = Costs.of(items);
        assertThat(items.stream().map(costs::log)).containsExactly(Math.log(5), Math.log(20), Math.log(5));
        assertThat(costs.most()).isEqualTo(Math.log(20));
        assertThat(Costs.of(List.of(item(1, 0), item(2, Double.NaN))).same()).isTrue();
    }

    private static Evidence.Item item(int number, double cost) {
        return new Evidence.Item(number, Configuration.EMPTY, Point.of(), List.of(1.0), cost);
    }

    @Test
    void every_so_many_trials_one_of_the_front_is_tried_again() {
        var problem = Problems.of(Problems.cube(2), 8);
        ToDoubleFunction<Configuration> cost = each -> 1 + at(each, "x0");
        var ended = swept(optimizer(), problem, 19, each -> at(each, "x0"), cost);
        var often = protein(Map.of("resample_frequency", 5L));
        for (int number : new int[] {20, 25, 30}) {
            var again = suggestion(often, problem, ended, number).configuration();
            var tried = ended.stream()
                    .filter(each -> each.configuration().equals(again))
                    .findFirst()
                    .orElseThrow();
            assertThat(ended)
                    .noneMatch(each -> each.cost() < tried.cost()
                            && each.score().orElseThrow() >= tried.score().orElseThrow());
        }
        var never = protein(Map.of("resample_frequency", 0L));
        for (int number = 20; number <= 30; number++) {
            assertThat(ended)
                    .extracting(Observation::configuration)
                    .doesNotContain(suggestion(never, problem, ended, number).configuration());
        }
    }

    @Test
    void the_naive_gain_is_looked_for_at_every_cost() {
        var problem = Problems.of(Problems.cube(2), 9);
        ToDoubleFunction<Configuration> score = each -> at(each, "x0") - Math.pow(at(each, "x1") - 0.4, 2);
        ToDoubleFunction<Configuration> cost = each -> Math.exp(4 * at(each, "x0"));
        var naive = protein(Map.of("resample_frequency", 0L));
        var heeding = swept(naive, problem, 45, score, cost).subList(15, 45);
        var heedless = swept(
                        protein(Map.of("resample_frequency", 0L, "acquisition_fn", "ei")), problem, 45, score, cost)
                .subList(15, 45);
        assertThat(heeding.stream().filter(each -> each.cost() < 10).count())
                .isGreaterThan(
                        heedless.stream().filter(each -> each.cost() < 10).count() + 4);
        assertThat(best(heeding)).isGreaterThan(0.99);
    }

    @Test
    void what_ucb_hopes_for_may_be_drawn_anew_for_each_trial() {
        var problem = Problems.of(Problems.cube(2), 10);
        var ended = swept(optimizer(), problem, 16, ProteinSearchTest::sphere, ProteinSearchTest::one);
        var fixed = protein(Map.of("acquisition_fn", "ucb"));
        var drawn = protein(Map.of("acquisition_fn", "ucb", "randomize_acquisition", true));
        assertThat(IntStream.rangeClosed(21, 28)
                        .mapToObj(number -> suggestion(drawn, problem, ended, number))
                        .map(Suggestion::configuration)
                        .distinct()
                        .count())
                .isGreaterThan(IntStream.rangeClosed(21, 28)
                        .mapToObj(number -> suggestion(fixed, problem, ended, number))
                        .map(Suggestion::configuration)
                        .distinct()
                        .count());
        var settings = new ProteinSettings(new OptimizerConfig(
                OptimizerType.PROTEIN, new LinkedHashMap<>(Map.of("ucb_beta", 3.0, "randomize_acquisition", true))));
        var hopes = IntStream.range(0, 4_000)
                .mapToDouble(i -> settings.hope(problem.random(i)))
                .summaryStatistics();
        assertThat(hopes.getAverage()).isCloseTo(3, within(0.2));
        assertThat(hopes.getMin()).isGreaterThanOrEqualTo(0);
    }

    @Test
    void candidates_anywhere_and_around_the_front_are_as_many_as_asked_for() {
        var space = new ModelSpace(Problems.cube(2));
        var front = List.of(item(1, 1), item(2, 2)).stream()
                .map(each -> new Evidence.Item(
                        each.number(), each.configuration(), Point.of(0.5, 0.5), each.losses(), each.cost()))
                .toList();
        var settings = new ProteinSettings(new OptimizerConfig(
                OptimizerType.PROTEIN,
                new LinkedHashMap<>(Map.of("suggestions_per_pareto", 7L, "num_random_samples", 5L))));
        var random = Problems.of(Problems.cube(2), 11).random(1);
        assertThat(new FrontCandidates(space, front, settings, random).places()).hasDimensions(2 * 7 + 5, 2);
    }

    @Test
    void where_runs_fail_few_more_are_tried() {
        var problem = Problems.of(Problems.cube(2), 1);
        ToDoubleFunction<Configuration> cliff = each -> at(each, "x0") > 0.7 ? Double.NaN : at(each, "x0");
        var late =
                swept(optimizer(), problem, 45, cliff, ProteinSearchTest::one).subList(25, 45);
        assertThat(late.stream().filter(each -> !each.feasible()).count()).isLessThan(7);
        assertThat(best(late)).isGreaterThan(0.69);
    }

    @Test
    void runs_that_are_under_way_are_kept_away_from() {
        var problem = Problems.of(Problems.cube(2), 2);
        var ended = swept(optimizer(), problem, 20, ProteinSearchTest::sphere, ProteinSearchTest::one);
        for (var acquisition : List.of("naive", "ei", "ucb")) {
            var optimizer = protein(Map.of("acquisition_fn", acquisition, "resample_frequency", 0L));
            var suggestions = optimizer.suggest(problem, ended, List.of(), 21, 6);
            assertThat(suggestions)
                    .as(acquisition)
                    .extracting(Suggestion::configuration)
                    .doesNotHaveDuplicates();
            assertThat(suggestions.getLast().reason()).contains("and 5 under way; expects score ");
        }
    }

    @Test
    void constraints_are_kept_and_a_centre_that_breaks_one_is_not_tried() {
        SearchSpace space = SweepConfigReader.parse(
                        "sweep.yaml",
                        "{parameters: {a: {min: 0.0, max: 1.0}, b: {min: 0.0, max: 1.0}}, constraints: [a > b]}")
                .space();
        var problem = Problems.of(space, 3);
        var all = swept(optimizer(), problem, 25, each -> -at(each, "a"), ProteinSearchTest::one);
        assertThat(all).allMatch(each -> at(each.configuration(), "a") > at(each.configuration(), "b"));
    }
}
