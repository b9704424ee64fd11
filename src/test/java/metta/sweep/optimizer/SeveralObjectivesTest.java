package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.RunInfo;
import metta.sweep.Suggestion;
import metta.sweep.config.Aggregate;
import metta.sweep.config.Goal;
import metta.sweep.config.Metric;
import metta.sweep.numeric.Hypervolume;
import metta.sweep.space.Categorical;
import metta.sweep.space.Configuration;
import metta.sweep.space.IntUniform;
import metta.sweep.space.SearchSpace;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Optimizers that take several objectives, among them what no well-behaved sweep would tell them.
final class SeveralObjectivesTest {
    private static final int BUDGET = 120;

    static Stream<Arguments> optimizers() {
        return Stream.of(
                arguments("tpe", Optimizers::tpe),
                arguments("mogp", Optimizers::mogp),
                arguments("nsga2", Optimizers::nsga2),
                arguments("nsga3", Optimizers::nsga3),
                arguments("de", Optimizers::de));
    }

    private static Arguments arguments(String name, Supplier<Optimizer> optimizer) {
        return Arguments.of(name, optimizer);
    }

    private static Problem problem(SearchSpace space, int objectives) {
        var metrics = IntStream.range(0, objectives)
                .mapToObj(i -> new Metric("loss" + i, Goal.MINIMIZE, Aggregate.LAST))
                .toList();
        return new Problem(space, metrics, BUDGET, 1);
    }

    private static Observation observation(int number, Configuration configuration, double... losses) {
        var scores = new LinkedHashMap<String, Double>();
        for (int i = 0; i < losses.length; i++) {
            scores.put("loss" + i, losses[i]);
        }
        Optional<String> why = losses.length == 0 ? Optional.of("exit 1") : Optional.empty();
        return new Observation(RunInfo.id("s", number), number, 1, configuration, scores, 1, 1, why, Optional.empty());
    }

    private static double value(Configuration configuration, String name) {
        return ((Number) configuration.value(name)).doubleValue();
    }

    /// Asked and told of one trial after the other.
    private static List<Observation> story(
            Optimizer optimizer, Problem problem, int trials, Function<Configuration, double[]> losses) {
        var story = new ArrayList<Observation>();
        for (int number = 1; number <= trials; number++) {
            var proposed = optimizer
                    .suggest(problem, List.copyOf(story), List.of(), number, 1)
                    .getFirst()
                    .configuration();
            assertThat(problem.space().contains(proposed)).isTrue();
            story.add(observation(number, proposed, losses.apply(proposed)));
        }
        return story;
    }

    private static double[] losses(Observation observation) {
        return observation.scores().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /// Two goals, each the distance from a place of its own: what is best lies between these places.
    private static double[] distances(Configuration configuration) {
        double near = 0;
        double far = 0;
        for (var name : List.of("x0", "x1", "x2", "x3")) {
            near += Math.abs(value(configuration, name) - 0.3);
            far += Math.abs(value(configuration, name) - 0.6);
        }
        return new double[] {near, far};
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void a_front_is_found_that_draws_do_not_find(String name, Supplier<Optimizer> optimizer) {
        double learned = 0;
        double drawn = 0;
        for (int seed = 0; seed < 5; seed++) {
            var problem =
                    new Problem(Problems.cube(4), problem(Problems.cube(4), 2).objectives(), BUDGET, seed);
            learned += volume(story(optimizer.get(), problem, BUDGET, SeveralObjectivesTest::distances));
            drawn += volume(story(Optimizers.random(), problem, BUDGET, SeveralObjectivesTest::distances));
        }
        // The losses on the front add up to 1.2, so the most there is to dominate is a triangle less than the square.
        double most = 5 * (1.2 * 1.2 - 1.2 * 1.2 / 2);
        assertThat(most - learned).as("%s misses", name).isLessThan((most - drawn) / 2);
    }

    private static double volume(List<Observation> story) {
        return Hypervolume.of(
                story.stream().map(SeveralObjectivesTest::losses).toArray(double[][]::new), new double[] {1.2, 1.2});
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void the_scales_of_the_objectives_do_not_count(String name, Supplier<Optimizer> optimizer) {
        var problem = problem(Problems.cube(4), 2);
        var usual = story(optimizer.get(), problem, 60, SeveralObjectivesTest::distances);
        // Powers of two, which change no digit.
        var scaled = story(optimizer.get(), problem, 60, each ->
                new double[] {distances(each)[0] * 0x1p1000, distances(each)[1] * 0x1p-1000});
        assertThat(scaled.stream().map(Observation::configuration))
                .as(name)
                .containsExactlyElementsOf(
                        usual.stream().map(Observation::configuration).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void losses_of_any_size_are_taken(String name, Supplier<Optimizer> optimizer) {
        double[] sizes = {1e300, 1e-300, -1e300, 1.7e308, -1.7e308, 0, 4.9e-324};
        var turn = new HashMap<Integer, Integer>();
        var story = story(optimizer.get(), problem(Problems.mixed(), 2), 80, _ -> {
            int i = turn.merge(0, 1, Integer::sum);
            return new double[] {sizes[i % sizes.length], sizes[i / sizes.length % sizes.length]};
        });
        assertThat(story).as(name).hasSize(80);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void the_search_goes_on_where_nothing_differs_nothing_succeeds_or_an_objective_is_missing(
            String name, Supplier<Optimizer> optimizer) {
        var problem = problem(Problems.mixed(), 2);
        List<Function<Configuration, double[]>> stories =
                List.of(_ -> new double[] {1, 1}, _ -> new double[0], each -> new double[] {value(each, "z")});
        for (var losses : stories) {
            var story = story(optimizer.get(), problem, 60, losses);
            assertThat(new HashSet<>(
                            story.stream().map(Observation::configuration).toList()))
                    .as(name)
                    .hasSize(60);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void ten_objectives_are_taken(String name, Supplier<Optimizer> optimizer) {
        var problem = problem(Problems.cube(10), 10);
        var story = story(
                optimizer.get(),
                problem,
                80,
                each -> IntStream.range(0, 10)
                        .mapToDouble(i -> Math.abs(value(each, "x" + i) - 0.1 * i))
                        .toArray());
        assertThat(new HashSet<>(story)).as(name).hasSize(80);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void ten_thousand_runs_of_three_configurations_are_three(String name, Supplier<Optimizer> optimizer) {
        var space = Problems.space(new Categorical(List.of("a", "b", "c", "d", "e")));
        var problem = problem(space, 2);
        var observations = IntStream.rangeClosed(1, 10_000)
                .mapToObj(number -> observation(
                        number,
                        Configuration.of(Map.of("a", List.of("a", "b", "c").get(number % 3))),
                        number % 3,
                        -number % 3))
                .toList();
        var suggestions = optimizer.get().suggest(problem, observations, List.of(), 10_001, 5);
        assertThat(suggestions).as(name).hasSize(5);
        assertThat(suggestions.getFirst().configuration().value("a")).as(name).isIn("d", "e");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void nothing_is_tried_twice_before_all_has_been_tried(String name, Supplier<Optimizer> optimizer) {
        var space = Problems.space(new IntUniform(1, 10), new Categorical(List.of("a", "b", "c", "d", "e", "f")));
        var problem = problem(space, 2);
        // Ten points of a spread that learns nothing come first.
        var first = story(Optimizers.sobol(), problem, 10, each -> new double[] {value(each, "a"), -value(each, "a")});
        var observations = new ArrayList<>(first);
        var tried = new HashSet<>(first.stream().map(Observation::configuration).toList());
        for (int number = 11; number <= 40; number++) {
            var proposed = optimizer.get().suggest(problem, List.copyOf(observations), List.of(), number, 1);
            var configuration = proposed.getFirst().configuration();
            if (observations.size() >= 12) {
                assertThat(tried.add(configuration))
                        .as("%s at trial %d", name, number)
                        .isTrue();
            }
            observations.add(observation(number, configuration, value(configuration, "a"), -value(configuration, "a")));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void parallel_trials_differ(String name, Supplier<Optimizer> optimizer) {
        var problem = problem(Problems.cube(4), 2);
        var story = story(optimizer.get(), problem, 30, SeveralObjectivesTest::distances);
        assertThat(optimizer.get().suggest(problem, story, List.of(), 31, 20))
                .as(name)
                .extracting(Suggestion::configuration)
                .hasSize(20)
                .doesNotHaveDuplicates();
    }
}
