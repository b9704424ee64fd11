package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Precedent;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.config.OptimizerConfig;
import metta.sweep.config.OptimizerType;
import metta.sweep.space.Configuration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What earlier sweeps taught helps where they are alike, and costs little where they are not.
final class PrecedentsTest {
    private static final int SEEDS = 3;
    private static final int EARLY = 6;
    private static final int LATE = 40;
    private static final int EARLIER = 40;

    static Stream<Arguments> learners() {
        return Stream.of(
                Arguments.of("auto", Optimizers.auto()),
                Arguments.of("tpe", Optimizers.tpe()),
                Arguments.of("gp", Optimizers.gp()),
                Arguments.of("mogp", Optimizers.mogp()),
                Arguments.of("cmaes", Optimizers.cmaes()));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of("random", Optimizers.random()),
                Arguments.of("sobol", Optimizers.sobol()),
                Arguments.of("lhs", Optimizers.lhs()),
                Arguments.of("grid", Optimizers.grid(5, Map.of())),
                Arguments.of("nsga2", Optimizers.nsga2()),
                Arguments.of("nsga3", Optimizers.nsga3()),
                Arguments.of("de", Optimizers.de()),
                Arguments.of("protein", protein()));
    }

    /// With a model after five trials.
    private static Optimizer protein() {
        var settings = new LinkedHashMap<String, Object>(Map.of("random_suggestions", 5L));
        return Optimizers.protein(new OptimizerConfig(OptimizerType.PROTEIN, settings));
    }

    private static double lossHere(Configuration at) {
        return bowl(at, 0.77, 0.23);
    }

    /// Of a sweep that is alike: on another scale, and a little beside.
    private static double scoreNear(Configuration at) {
        return -40 - 40 * bowl(at, 0.73, 0.26);
    }

    private static double scoreFar(Configuration at) {
        return -bowl(at, 0.2, 0.8);
    }

    private static double bowl(Configuration at, double x, double y) {
        double dx = (double) at.value("x0") - x;
        double dy = (double) at.value("x1") - y;
        return dx * dx + dy * dy;
    }

    /// Draws from a square, and what they came to: greater is better.
    private static Precedent precedent(ToDoubleFunction<Configuration> score) {
        var random = Problems.of(Problems.cube(2), 7).random(1);
        return new Precedent(
                "earlier",
                IntStream.range(0, EARLIER)
                        .mapToObj(_ -> Problems.cube(2)
                                .decode(random.doubles(2).toArray())
                                .orElseThrow())
                        .map(each -> new Precedent.Lesson(each, Map.of("score", score.applyAsDouble(each))))
                        .toList(),
                new LinkedHashMap<>());
    }

    private static final List<Precedent> ALIKE = List.of(precedent(PrecedentsTest::scoreNear));
    private static final List<Precedent> UNLIKE = List.of(precedent(PrecedentsTest::scoreFar));

    private static Problem problem(long seed) {
        return Problems.of(Problems.cube(2), seed);
    }

    private static List<Observation> story(Optimizer optimizer, Problem problem, int trials) {
        var observations = new ArrayList<Observation>();
        for (int number = 1; number <= trials; number++) {
            var chosen = optimizer
                    .suggest(problem, observations, List.of(), number, 1)
                    .getFirst()
                    .configuration();
            observations.add(Problems.lost(number, chosen, lossHere(chosen)));
        }
        return observations;
    }

    private static double best(Optimizer optimizer, List<Precedent> precedents, int trials) {
        return IntStream.range(0, SEEDS)
                .mapToDouble(seed -> story(optimizer, problem(seed).after(precedents, 1), trials).stream()
                        .mapToDouble(each -> lossHere(each.configuration()))
                        .min()
                        .orElseThrow())
                .average()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("learners")
    void a_sweep_that_is_alike_helps(String name, Optimizer optimizer) {
        assertThat(best(optimizer, ALIKE, EARLY)).isLessThan(0.7 * best(optimizer, List.of(), EARLY));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("learners")
    void a_sweep_that_is_not_costs_only_some_trials(String name, Optimizer optimizer) {
        double half = best(optimizer, List.of(), LATE / 2);
        assertThat(best(optimizer, UNLIKE, LATE)).isLessThan(Math.max(half, 0.003));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"learners", "others"})
    void without_weight_it_is_as_if_there_had_been_none(String name, Optimizer optimizer) {
        assertThat(story(optimizer, problem(1).after(ALIKE, 0), 14)).isEqualTo(story(optimizer, problem(1), 14));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void who_does_not_learn_from_others_suggests_the_same(String name, Optimizer optimizer) {
        assertThat(story(optimizer, problem(1).after(ALIKE, 1), 14)).isEqualTo(story(optimizer, problem(1), 14));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("learners")
    void half_of_the_weight_is_another_search(String name, Optimizer optimizer) {
        assertThat(story(optimizer, problem(1).after(ALIKE, 0.5), 8))
                .isNotEqualTo(story(optimizer, problem(1).after(ALIKE, 1), 8));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("learners")
    void neither_batches_nor_restarts_nor_earlier_questions_change_an_answer(String name, Optimizer optimizer) {
        var problem = problem(3).after(ALIKE, 1);
        var observations = story(optimizer, problem, 12);
        var whole = optimizer.suggest(problem, observations, List.of(), 13, 4);
        optimizer.suggest(problem(3), observations, List.of(), 13, 1);
        optimizer.suggest(problem.after(UNLIKE, 1), observations, List.of(), 13, 1);
        var pending = new ArrayList<Configuration>();
        var oneByOne = new ArrayList<Suggestion>();
        for (int number = 13; number < 17; number++) {
            var next = optimizer
                    .suggest(problem, observations, List.copyOf(pending), number, 1)
                    .getFirst();
            oneByOne.add(next);
            pending.add(next.configuration());
        }
        assertThat(oneByOne).isEqualTo(whole);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("learners")
    void whatever_becomes_of_its_own_trials_and_of_the_space_it_goes_on(String name, Optimizer optimizer) {
        var strange = new Precedent(
                "strange",
                List.of(new Precedent.Lesson(Configuration.of(Map.of("x0", 0.5)), Map.of("score", 1.0))),
                new LinkedHashMap<>());
        var precedents = new ArrayList<>(ALIKE);
        precedents.add(strange);
        precedents.addAll(UNLIKE);
        var problem = problem(4).after(precedents, 1);
        var failed = new ArrayList<Observation>();
        for (int number = 1; number <= 12; number++) {
            var chosen = optimizer
                    .suggest(problem, failed, List.of(), number, 1)
                    .getFirst()
                    .configuration();
            assertThat(problem.space().contains(chosen)).isTrue();
            failed.add(Problems.lost(number, chosen, Double.NaN));
        }
        assertThat(failed).extracting(Observation::configuration).doesNotHaveDuplicates();
    }

    /// Also where whatever was tried before has failed, so that scores are of earlier sweeps alone.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_process_of_several_sweeps_is_fitted_no_more_often_than_one_of_its_own_runs(boolean failed) {
        var problem = problem(5).after(List.of(ALIKE.getFirst(), UNLIKE.getFirst(), ALIKE.getFirst()), 1);
        var observations = new ArrayList<Observation>();
        for (var suggestion : Optimizers.sobol().suggest(problem, List.of(), List.of(), 1, 55)) {
            var chosen = suggestion.configuration();
            boolean lost = failed && observations.size() < 50;
            observations.add(Problems.lost(observations.size() + 1, chosen, lost ? Double.NaN : lossHere(chosen)));
        }
        var cache = new Evidence.Cache();
        var surrogate = Surrogate.of(
                cache.of(problem, observations.subList(0, 50)), KernelShape.BOWL, new LowestLoss(), Optional.empty());
        var fit = surrogate.fits().getFirst();
        for (int count = 51; count < 55; count++) {
            var evidence = cache.of(problem, observations.subList(0, count));
            surrogate = Surrogate.of(evidence, KernelShape.BOWL, new LowestLoss(), Optional.of(surrogate));
            assertThat(surrogate.fits().getFirst()).isSameAs(fit);
        }
        var last = Surrogate.of(
                cache.of(problem, observations), KernelShape.BOWL, new LowestLoss(), Optional.of(surrogate));
        assertThat(last.fits().getFirst()).isNotSameAs(fit);
    }
}
