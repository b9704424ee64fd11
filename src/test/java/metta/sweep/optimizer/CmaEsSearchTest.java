package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Seeds;
import metta.sweep.Suggestion;
import metta.sweep.space.Categorical;
import metta.sweep.space.Configuration;
import metta.sweep.space.IntUniform;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Uniform;
import org.junit.jupiter.api.Test;

final class CmaEsSearchTest implements OptimizerContract {
    private static final SearchSpace MIXED = Problems.space(
            new Uniform(0, 1),
            new Uniform(0, 1),
            new IntUniform(1, 20),
            new IntUniform(1, 20),
            new Categorical(List.of("x", "y", "z")));

    @Override
    public Optimizer optimizer() {
        return Optimizers.cmaes();
    }

    private static Configuration next(Optimizer optimizer, Problem problem, List<Observation> observations) {
        return optimizer
                .suggest(problem, List.copyOf(observations), List.of(), observations.size() + 1, 1)
                .getFirst()
                .configuration();
    }

    /// One trial after the other; the losses, NaN where a trial fails.
    private static List<Observation> story(
            Optimizer optimizer, SearchSpace space, long seed, int trials, ToDoubleFunction<Configuration> losses) {
        var observations = new ArrayList<Observation>();
        for (int number = 1; number <= trials; number++) {
            var configuration = next(optimizer, Problems.of(space, seed), observations);
            observations.add(Problems.lost(number, configuration, losses.applyAsDouble(configuration)));
        }
        return observations;
    }

    private static double best(List<Observation> story) {
        return -story.stream()
                .flatMap(each -> each.score().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
    }

    private static double[] numbers(Configuration configuration) {
        return configuration.values().values().stream()
                .mapToDouble(each -> each instanceof Number number ? number.doubleValue() : 0)
                .toArray();
    }

    /// The optimum is neither in the middle nor the same for any two seeds.
    private static double sphere(Configuration configuration, long seed) {
        double[] x = numbers(configuration);
        double[] optimum = Seeds.of(seed, 99).doubles(x.length, 0.1, 0.9).toArray();
        return IntStream.range(0, x.length)
                .mapToDouble(i -> (x[i] - optimum[i]) * (x[i] - optimum[i]))
                .sum();
    }

    /// Axis lengths that differ by a factor of 100, none of them along a coordinate: mirrored at a
    /// random hyperplane.
    private static double ellipsoid(Configuration configuration, long seed) {
        double[] x = numbers(configuration);
        var random = Seeds.of(seed, 99);
        double[] normal = random.doubles(x.length, 0.5, 1).toArray();
        double length = DoubleStream.of(normal).map(each -> each * each).sum();
        double along = IntStream.range(0, x.length)
                .mapToDouble(i -> normal[i] * (x[i] - 0.4))
                .sum();
        return IntStream.range(0, x.length)
                .mapToDouble(i -> {
                    double rotated = x[i] - 0.4 - 2 * normal[i] * along / length;
                    return Math.pow(1e4, (double) i / (x.length - 1)) * rotated * rotated;
                })
                .sum();
    }

    private static double mixed(Configuration configuration, long seed) {
        var random = Seeds.of(seed, 99);
        double sum = "xyz".charAt(random.nextInt(3))
                        == String.valueOf(configuration.value("e")).charAt(0)
                ? 0
                : 0.2;
        for (var name : List.of("a", "b", "c", "d")) {
            double value = configuration.value(name) instanceof Number number ? number.doubleValue() : Double.NaN;
            double place = value > 1 || name.compareTo("b") > 0 ? (value - 0.5) / 20 : value;
            double optimum = name.compareTo("b") > 0 ? (random.nextInt(20) + 0.5) / 20 : random.nextDouble();
            sum += (place - optimum) * (place - optimum);
        }
        return sum;
    }

    private interface Landscape {
        double loss(Configuration configuration, long seed);
    }

    /// By seed, how many times nearer it comes to the optimum than random search with as many trials.
    private double[] gains(SearchSpace space, Landscape landscape, int trials) {
        return IntStream.range(0, 20)
                .mapToDouble(seed -> {
                    ToDoubleFunction<Configuration> losses = each -> landscape.loss(each, seed);
                    return best(story(Optimizers.random(), space, seed, trials, losses))
                            / Math.max(1e-30, best(story(optimizer(), space, seed, trials, losses)));
                })
                .sorted()
                .toArray();
    }

    /// Measured: from 52 to 490, half of them above 220.
    @Test
    void a_shifted_sphere_is_descended() {
        double[] gains = gains(Problems.cube(5), CmaEsSearchTest::sphere, 100);
        assertThat(gains[0]).isGreaterThan(10);
        assertThat(gains[10]).isGreaterThan(80);
    }

    /// Measured: from 7.7 to 15,000, half of them above 220.
    @Test
    void a_long_narrow_valley_is_descended() {
        double[] gains = gains(Problems.cube(5), CmaEsSearchTest::ellipsoid, 200);
        assertThat(gains[1]).isGreaterThan(4);
        assertThat(gains[10]).isGreaterThan(60);
    }

    /// Measured: from 790 to 680,000. Random search hardly ever has both whole numbers and the choice
    /// right.
    @Test
    void whole_numbers_and_a_choice_are_found_beside_real_numbers() {
        double[] gains = gains(MIXED, CmaEsSearchTest::mixed, 100);
        assertThat(gains[1]).isGreaterThan(100);
        assertThat(gains[10]).isGreaterThan(1_000);
    }

    /// One optimizer that lives on, and one made anew for each question, while trials end in any order
    /// and now and then the store is read again.
    @Test
    void one_that_remembers_answers_like_one_that_was_just_made() {
        for (long seed = 0; seed < 5; seed++) {
            var random = Seeds.of(seed, 1);
            var problem = Problems.of(MIXED, seed);
            var old = optimizer();
            var ended = new ArrayList<Observation>();
            var pending = new ArrayList<Observation>();
            for (int number = 1; number <= 80; number++) {
                var flying = pending.stream().map(Observation::configuration).toList();
                var answer = old.suggest(problem, List.copyOf(ended), flying, number, 2);
                assertThat(answer).isEqualTo(optimizer().suggest(problem, List.copyOf(ended), flying, number, 2));
                var configuration = answer.getFirst().configuration();
                double loss = random.nextInt(6) == 0 ? Double.NaN : mixed(configuration, seed);
                pending.add(Problems.lost(number, configuration, loss));
                while (!pending.isEmpty() && random.nextInt(4) > 0) {
                    ended.add(pending.remove(random.nextInt(pending.size())));
                }
                ended.sort(Comparator.comparingInt(Observation::number));
                if (random.nextInt(10) == 0) {
                    ended.replaceAll(each -> Problems.lost(
                            each.number(),
                            each.configuration(),
                            each.score().map(score -> -score).orElse(Double.NaN)));
                }
            }
        }
    }

    @Test
    void the_order_in_which_trials_ended_does_not_matter() {
        var problem = Problems.of(MIXED, 3);
        var story = story(optimizer(), MIXED, 3, 60, each -> mixed(each, 3));
        var late = optimizer();
        for (int missing = 0; missing < 60; missing += 7) {
            var without = new ArrayList<>(story);
            without.remove(missing);
            late.suggest(problem, without, List.of(story.get(missing).configuration()), 61, 1);
        }
        assertThat(late.suggest(problem, story, List.of(), 61, 3))
                .isEqualTo(optimizer().suggest(problem, story, List.of(), 61, 3));
    }

    @Test
    void trials_from_elsewhere_are_taken_in() {
        var space = Problems.cube(3);
        for (long seed = 0; seed < 10; seed++) {
            long landscape = seed;
            var elsewhere = story(Optimizers.sobol(), space, seed, 60, each -> sphere(each, landscape));
            var problem = Problems.of(space, seed);
            double after = average(optimizer(), problem, elsewhere, seed);
            assertThat(after).as("seed %d", seed).isLessThan(0.5 * average(optimizer(), problem, List.of(), seed));
        }
    }

    private static double average(Optimizer optimizer, Problem problem, List<Observation> observations, long seed) {
        return optimizer.suggest(problem, observations, List.of(), observations.size() + 1, 20).stream()
                .mapToDouble(each -> sphere(each.configuration(), seed))
                .average()
                .orElseThrow();
    }

    @Test
    void every_configuration_comes_up_before_one_comes_up_again() {
        var space = Problems.space(new IntUniform(1, 5), new Categorical(List.of("x", "y")));
        var story = story(optimizer(), space, 1, 10, each -> numbers(each)[0]);
        assertThat(new HashSet<>(story.stream().map(Observation::configuration).toList()))
                .hasSize(10);
        assertThat(next(optimizer(), Problems.of(space, 1), story)).isNotNull();
    }

    @Test
    void choices_alone_are_learnt() {
        var letters = new Categorical(List.of("a", "b", "c", "d"));
        var space = Problems.space(letters, letters, letters, letters, letters, letters);
        var story = story(
                optimizer(),
                space,
                1,
                120,
                each -> each.values().values().stream()
                        .filter(letter -> !"c".equals(letter))
                        .count());
        assertThat(best(story)).isZero();
    }

    @Test
    void one_dimension_is_enough() {
        var story = story(optimizer(), Problems.cube(1), 1, 40, each -> Math.abs(numbers(each)[0] - 0.871));
        assertThat(best(story)).isLessThan(1e-4);
    }

    @Test
    void a_dimension_that_makes_no_difference_does_no_harm() {
        var story = story(optimizer(), Problems.cube(3), 1, 100, each -> Math.abs(numbers(each)[1] - 0.871));
        assertThat(best(story)).isLessThan(1e-3);
    }

    @Test
    void an_optimum_at_a_corner_is_reached() {
        var story = story(
                optimizer(),
                Problems.cube(4),
                1,
                100,
                each -> DoubleStream.of(numbers(each)).sum());
        assertThat(best(story)).isLessThan(1e-6);
    }

    @Test
    void scores_may_be_as_large_as_numbers_are() {
        ToDoubleFunction<Configuration> small = each -> numbers(each)[0] - 0.5;
        var plain = story(optimizer(), Problems.cube(2), 1, 60, small);
        var huge = story(optimizer(), Problems.cube(2), 1, 60, each -> 0x1p1022 * small.applyAsDouble(each) * 4);
        assertThat(huge)
                .extracting(Observation::configuration)
                .isEqualTo(plain.stream().map(Observation::configuration).toList());
    }

    @Test
    void failures_alone_leave_it_at_its_start() {
        var problem = Problems.of(MIXED, 1);
        var failed = story(optimizer(), MIXED, 1, 50, _ -> Double.NaN);
        assertThat(configurations(problem, failed)).isEqualTo(configurations(problem, List.of()));
    }

    private List<Configuration> configurations(Problem problem, List<Observation> observations) {
        return optimizer().suggest(problem, observations, List.of(), 101, 5).stream()
                .map(Suggestion::configuration)
                .toList();
    }

    @Test
    void where_all_scores_are_equal_it_looks_elsewhere() {
        var story = story(optimizer(), Problems.cube(2), 1, 100, _ -> 3);
        assertThat(story.stream().map(Observation::configuration).distinct()).hasSize(100);
        long far = story.stream()
                .map(each -> numbers(each.configuration()))
                .filter(x -> Math.hypot(x[0] - 0.5, x[1] - 0.5) > 0.45)
                .count();
        assertThat(far).isGreaterThan(15);
    }

    @Test
    void many_trials_of_few_points_leave_a_covariance_that_is_one() {
        var space = Problems.cube(3);
        var points = story(Optimizers.random(), space, 1, 3, _ -> 0);
        for (int distinct = 1; distinct <= 3; distinct++) {
            var observations = new ArrayList<Observation>();
            for (int i = 0; i < 10_000; i++) {
                var point = points.get(i % distinct).configuration();
                observations.add(Problems.lost(i + 1, point, i % distinct + (i % 7) * 1e-3));
            }
            var problem = Problems.of(space, 1);
            var evidence = new Evidence.Cache().of(problem, observations);
            var shape = new CmaEsReplay().of(problem, evidence).lines().shape();
            assertThat(shape.condition()).isBetween(1.0, 1e15);
            for (int i = 0; i < 3; i++) {
                assertThat(shape.at(i, i)).isBetween(1e-15, 1 + 1e-12);
                for (int j = 0; j < 3; j++) {
                    assertThat(shape.at(i, j)).isEqualTo(shape.at(j, i));
                }
            }
        }
    }

    @Test
    void where_there_is_nothing_more_to_find_it_begins_anew_with_larger_generations() {
        var space = Problems.cube(1);
        var problem = Problems.of(space, 1);
        var story = story(optimizer(), space, 1, 400, each -> Math.abs(numbers(each)[0] - 0.871));
        var replay = new CmaEsReplay();
        var cache = new Evidence.Cache();
        int before = replay.of(problem, cache.of(problem, story.subList(0, 20)))
                .rates()
                .size();
        int after = replay.of(problem, cache.of(problem, story)).rates().size();
        assertThat(before).isEqualTo(4);
        assertThat(after).isGreaterThanOrEqualTo(8).isEqualTo(Integer.highestOneBit(after));
        assertThat(best(story)).isCloseTo(0, within(1e-8));
    }
}
