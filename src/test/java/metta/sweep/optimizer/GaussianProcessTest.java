package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import metta.sweep.space.Categorical;
import metta.sweep.space.Condition;
import metta.sweep.space.Configuration;
import metta.sweep.space.Parameter;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Uniform;
import org.junit.jupiter.api.Test;

/// A kernel, the likelihood of scores under it, what is expected elsewhere and what that is worth.
final class GaussianProcessTest {
    private static final double[][] POINTS = {{.1, .2}, {.4, .9}, {.7, .3}, {.95, .6}, {.25, .55}};
    private static final double[] TARGETS = {.3, -1.2, .8, 1.1, -.4};
    private static final Geometry PLANE = new Geometry(new ModelSpace(Problems.cube(2)));

    /// A choice, a line under a condition of it, and a line.
    private static final Geometry BRANCHES = new Geometry(new ModelSpace(branches()));

    private static final double[][] BRANCHED = {
        {0, Double.NaN, .1}, {1, .2, .3}, {1, .9, .8}, {0, Double.NaN, .6}, {1, .5, .4}
    };

    private static SearchSpace branches() {
        var parameters = new LinkedHashMap<String, Parameter>();
        parameters.put("kind", new Categorical(List.of("sgd", "adam")));
        parameters.put("beta", new Uniform(0, 1));
        parameters.put("rate", new Uniform(0, 1));
        var conditions = new LinkedHashMap<String, Condition>();
        conditions.put("beta", Condition.of("kind", List.of("adam")));
        return new SearchSpace(parameters, conditions, List.of());
    }

    private static Kernel kernel(Geometry geometry, double trend) {
        return kernel(geometry, KernelShape.BOWL, trend);
    }

    private static Kernel kernel(Geometry geometry, KernelShape shape, double trend) {
        double[] inverseSquares = new double[geometry.dimensions()];
        for (int i = 0; i < inverseSquares.length; i++) {
            inverseSquares[i] = 1 / (0.16 + 0.65 * i);
        }
        return new Kernel(geometry, shape, inverseSquares, 1.3, trend);
    }

    /// Length scales 0.4 and 0.9, signal 1.3, noise 0.001.
    private static GaussianProcess process() {
        return GaussianProcess.of(kernel(PLANE, 0), 1e-3, POINTS, TARGETS);
    }

    private static GaussianProcess branched() {
        return GaussianProcess.of(kernel(BRANCHES, 0.2), 1e-3, BRANCHED, TARGETS);
    }

    /// Values of scikit-learn 1.9.1: `GaussianProcessRegressor(1.3 * Matern([.4, .9], nu=2.5),
    /// alpha=1e-3)`.
    @Test
    void means_and_deviations_are_those_of_another_implementation() {
        double[][] means = new double[1][3];
        double[] deviations = process().at(new double[][] {{.5, .5}, {.1, .2}, {0, 1}}, means);
        assertThat(means[0]).containsExactly(new double[] {-0.21583009, 0.29953086, -0.43231498}, within(1e-7));
        assertThat(deviations).containsExactly(new double[] {0.36979526, 0.03157799, 0.84632081}, within(1e-7));
    }

    /// Values of scikit-learn 1.9.1, as above, with `return_cov`.
    @Test
    void expected_squares_of_differences_are_those_of_another_implementation() {
        double[][] ones = {{.5, .5}, {.5, .5}, {.5, .6}};
        double[][] others = {{0, 1}, {.5, .6}, {.9, .6}};
        assertThat(process().squaredDifferences(ones, others))
                .containsExactly(
                        new double[] {1.1035921289877635, 0.05477495901729035, 2.296449165924005}, within(1e-7));
    }

    /// Values of scikit-learn 1.9.1's kernels, `1.3 * Matern([.4, .9], nu=1.5)(x) + .2 *
    /// DotProduct(1)(2x - 1)`, and numpy 2.4.6.
    @Test
    void a_rougher_kernel_around_a_slope_is_that_of_another_implementation() {
        var process = GaussianProcess.of(kernel(PLANE, KernelShape.SLOPE, 0.2), 1e-3, POINTS, TARGETS);
        double[][] means = new double[1][3];
        double[] deviations = process.at(new double[][] {{.5, .5}, {.1, .2}, {0, 1}}, means);
        assertThat(means[0]).containsExactly(new double[] {-0.18392275, 0.29960342, -0.71371543}, within(1e-7));
        assertThat(deviations).containsExactly(new double[] {0.4858094, 0.03159476, 0.99641553}, within(1e-7));
        var prior = new Prior(2);
        double[] logs = {Math.log(.4), Math.log(.9), Math.log(1.3), Math.log(1e-3), Math.log(.2)};
        double believed = prior.unlikelihood(logs, new double[5]);
        double constant = TARGETS.length / 2.0 * Math.log(2 * Math.PI);
        var likelihood = new Likelihood(PLANE, KernelShape.SLOPE, prior, POINTS, TARGETS, KernelFit.ones(5));
        assertThat(likelihood.at(logs, new double[5]) - believed + constant).isCloseTo(5.955763155925433, within(1e-9));
    }

    /// Three scores at one place say the same as their mean, three times as sure.
    @Test
    void the_mean_of_several_seeds_stands_for_all_of_them() {
        double[][] apart = {{.1, .2}, {.4, .9}, {.4, .9}, {.4, .9}, {.7, .3}};
        double[][] together = {{.1, .2}, {.4, .9}, {.7, .3}};
        var each = GaussianProcess.of(kernel(PLANE, 0), 0.1, apart, new double[] {.3, -1, -1.5, -.8, .8});
        var mean =
                GaussianProcess.of(kernel(PLANE, 0), 0.1, together, new double[] {.3, -1.1, .8}, new int[] {1, 3, 1});
        double[][] asked = {{.5, .5}, {.4, .9}, {0, 1}};
        double[][] means = new double[1][3];
        double[][] others = new double[1][3];
        assertThat(mean.at(asked, means)).containsExactly(each.at(asked, others), within(1e-9));
        assertThat(means[0]).containsExactly(others[0], within(1e-9));
        assertThat(mean.lowest()[0]).isCloseTo(each.lowest()[0], within(1e-9));
    }

    @Test
    void the_likelihood_of_means_rises_where_its_gradient_says() {
        var likelihood =
                new Likelihood(PLANE, KernelShape.BOWL, new Prior(2), POINTS, TARGETS, new int[] {1, 3, 1, 20, 2});
        double[] logs = {Math.log(.4), Math.log(.9), Math.log(1.3), Math.log(1e-2), Math.log(.2)};
        Slopes.assertRight(likelihood, logs, 1e-6, 0, 1, 2, 3, 4);
    }

    @Test
    void means_alone_are_those_that_come_with_deviations() {
        double[][] points = {{.5, .5}, {0, 1}};
        double[][] means = new double[1][2];
        double[][] alone = new double[1][2];
        process().at(points, means);
        process().means(points, alone);
        assertThat(alone).isEqualTo(means);
    }

    @Test
    void the_likelihood_is_that_of_another_implementation() {
        var prior = new Prior(2);
        double[] logs = {Math.log(.4), Math.log(.9), Math.log(1.3), Math.log(1e-3), -600};
        double believed = prior.unlikelihood(logs, new double[5]);
        double constant = TARGETS.length / 2.0 * Math.log(2 * Math.PI);
        var likelihood = new Likelihood(PLANE, KernelShape.BOWL, prior, POINTS, TARGETS, KernelFit.ones(5));
        assertThat(likelihood.at(logs, new double[5]) - believed + constant).isCloseTo(5.762043399246022, within(1e-9));
    }

    private static final double[][] OF_THREE_SWEEPS = {{.1, .2}, {.4, .9}, {.7, .3, 1}, {.95, .6, 1}, {.25, .55, 2}};

    /// By the formulas in numpy 2.4.6.
    @Test
    void other_sweeps_say_as_much_as_they_are_alike() {
        var kernel = kernel(PLANE, 0.2).withOthers(0.6, 1);
        double[][] means = new double[1][3];
        double[] deviations = GaussianProcess.of(kernel, 1e-3, OF_THREE_SWEEPS, TARGETS)
                .at(new double[][] {{.5, .5}, {.1, .2}, {0, 1}}, means);
        assertThat(means[0]).containsExactly(new double[] {-0.61310579, 0.29945828, -0.86954144}, within(1e-7));
        assertThat(deviations).containsExactly(new double[] {0.72340927, 0.03161486, 1.33592586}, within(1e-7));
        var prior = Prior.withOthers(2, 1, false);
        double[] logs = {Math.log(.4), Math.log(.9), Math.log(1.3), Math.log(1e-3), Math.log(.2), Math.log(.6)};
        double believed = prior.unlikelihood(logs, new double[6]);
        var likelihood = new Likelihood(PLANE, KernelShape.BOWL, prior, OF_THREE_SWEEPS, TARGETS, KernelFit.ones(5));
        assertThat(likelihood.at(logs, new double[6]) - believed).isCloseTo(2.6319903255211057, within(1e-9));
    }

    @Test
    void a_fit_finds_out_how_much_alike_sweeps_are() {
        assertThat(likeness(1)).isGreaterThan(0.8);
        assertThat(likeness(-1)).isLessThan(0.1);
    }

    /// Of two sweeps of one function, or of it and its negative.
    private static double likeness(int sign) {
        var random = new SplittableRandom(1);
        double[][] points = new double[40][];
        double[] targets = new double[40];
        for (int i = 0; i < 40; i++) {
            double[] place = random.doubles(2).toArray();
            points[i] = i < 20 ? place : new double[] {place[0], place[1], 1};
            targets[i] = (i < 20 ? 1 : sign) * Math.sin(5 * place[0]) * Math.cos(3 * place[1]);
        }
        var kernel = KernelFit.of(
                        PLANE,
                        KernelShape.BOWL,
                        Prior.withOthers(2, 1, false),
                        points,
                        targets,
                        KernelFit.ones(targets.length))
                .kernel();
        double[] here = {.5, .5};
        return kernel.of(here, new double[] {.5, .5, 1}) / (kernel.of(here, here) - 1);
    }

    @Test
    void the_likelihood_changes_as_its_derivatives_say() {
        double[] shared = {-.5, .3, .2, -3, -1, -.4};
        var others = new Likelihood(
                PLANE, KernelShape.BOWL, Prior.withOthers(2, 1, false), OF_THREE_SWEEPS, TARGETS, KernelFit.ones(5));
        Slopes.assertRight(others, shared, 1e-6, 0, 1, 2, 3, 4, 5);
        double[] logs = {-.5, .3, .2, -3, -1};
        Slopes.assertRight(
                new Likelihood(PLANE, KernelShape.BOWL, new Prior(2), POINTS, TARGETS, KernelFit.ones(5)),
                logs,
                1e-6,
                0,
                1,
                2,
                3,
                4);
        Slopes.assertRight(
                new Likelihood(PLANE, KernelShape.SLOPE, new Prior(2), POINTS, TARGETS, KernelFit.ones(5)),
                logs,
                1e-6,
                0,
                1,
                2,
                3,
                4);
        double[] more = {-.5, .3, .2, .1, -3, -1};
        Slopes.assertRight(
                new Likelihood(BRANCHES, KernelShape.BOWL, new Prior(3), BRANCHED, TARGETS, KernelFit.ones(5)),
                more,
                1e-6,
                0,
                1,
                2,
                3,
                4,
                5);
    }

    @Test
    void a_fit_is_likelier_than_its_start_and_finds_what_does_not_matter() {
        var random = new SplittableRandom(1);
        double[][] points = new double[40][];
        double[] targets = new double[40];
        for (int i = 0; i < 40; i++) {
            points[i] = random.doubles(2).toArray();
            targets[i] = Math.sin(9 * points[i][0]);
        }
        var fit = KernelFit.of(PLANE, KernelShape.BOWL, points, targets);
        assertThat(fit.relativeScale(1)).isGreaterThan(3 * fit.relativeScale(0));
        assertThat(fit.noise()).isLessThan(1e-4);
    }

    @Test
    void what_is_worth_a_trial_changes_as_its_derivatives_say() {
        var random = new SplittableRandom(1);
        var some = process().imagining(new double[][] {{.6, .6}, {.8, .1}}, 5, random);
        for (var process : List.of(process(), some)) {
            Slopes.assertRight(new Improvement(process), new double[] {.33, .71}, 1e-5, 0, 1);
            Slopes.assertRight(new Feasibility(process), new double[] {.33, .71}, 1e-5, 0, 1);
            Slopes.assertRight(
                    new Improvement(process).and(new Feasibility(process)), new double[] {.9, .05}, 1e-5, 0, 1);
        }
        var taught = GaussianProcess.of(kernel(PLANE, .2).withOthers(.6, 1), 1e-3, OF_THREE_SWEEPS, TARGETS);
        Slopes.assertRight(new Improvement(taught), new double[] {.33, .71}, 1e-5, 0, 1);
        Slopes.assertRight(new Improvement(branched()), new double[] {1, .33, .71}, 1e-5, 1, 2);
        Slopes.assertRight(new Improvement(branched()), new double[] {0, Double.NaN, .71}, 1e-5, 2);
    }

    /// What five runs cost that grew dearer with the last coordinate.
    private static CostModel costs(ModelSpace space, double[][] points) {
        var items = IntStream.range(0, points.length)
                .mapToObj(i -> new Evidence.Item(
                        i + 1,
                        Configuration.EMPTY,
                        Point.of(points[i]),
                        List.of(TARGETS[i]),
                        Math.exp(3 * points[i][points[i].length - 1])))
                .toList();
        return CostModel.of(new Geometry(space), items, Optional.empty());
    }

    private static List<Acquisition> ofProtein(GaussianProcess process, CostModel costs, int seen) {
        double[] logs =
                IntStream.range(0, seen).mapToDouble(i -> 3 * i / (seen - 1.0)).toArray();
        var reached = IntStream.range(0, process.sets())
                .mapToObj(set -> Front.of(logs, process.seen(set)))
                .toList();
        return List.of(
                new Improvement(process, new Threshold.AtCost(costs, reached), 0.3, Chances.CERTAIN),
                new Hope(process, 1.7),
                new CostWeight(costs, 0.7),
                new CostLimit(costs, 0.4),
                new CostLimit(costs, 10));
    }

    @Test
    void what_is_worth_a_trial_by_its_cost_changes_as_its_derivatives_say() {
        var costs = costs(new ModelSpace(Problems.cube(2)), POINTS);
        var some = process().imagining(new double[][] {{.6, .6}, {.8, .1}}, 5, new SplittableRandom(1));
        ofProtein(process(), costs, 5).forEach(each -> Slopes.assertRight(each, new double[] {.33, .71}, 1e-5, 0, 1));
        ofProtein(some, costs, 7).forEach(each -> Slopes.assertRight(each, new double[] {.33, .71}, 1e-5, 0, 1));
    }

    @Test
    void one_point_is_worth_what_it_is_among_many() {
        double[][] points = {{1, .33, .71}, {0, Double.NaN, .2}};
        var all = new ArrayList<>(ofProtein(branched(), costs(new ModelSpace(branches()), BRANCHED), 5));
        all.add(new Improvement(branched()));
        all.add(new Drawn(branched()));
        for (var acquisition : all) {
            double[] values = acquisition.of(points);
            for (int i = 0; i < points.length; i++) {
                assertThat(-acquisition.at(points[i], new double[3])).isCloseTo(values[i], within(1e-6));
            }
        }
    }

    @Test
    void costs_are_expected_as_they_were_seen() {
        var costs = costs(new ModelSpace(Problems.cube(2)), POINTS);
        double[] expected = costs.of(new double[][] {{.1, .2}, {.5, .5}});
        assertThat(expected[0]).isCloseTo(0.6, within(0.05));
        assertThat(expected[1]).isCloseTo(1.5, within(0.1));
    }

    @Test
    void the_expected_improvement_is_its_integral() {
        var process = process();
        double[] point = {.5, .7};
        double[][] means = new double[1][1];
        double deviation = process.at(new double[][] {point}, means)[0];
        double lowest = process.lowest()[0];
        double sum = 0;
        double step = 1e-4;
        for (double z = -9; z < 9; z += step) {
            double gain = Math.max(0, lowest - means[0][0] - deviation * z);
            sum += gain * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * step;
        }
        assertThat(new Improvement(process).of(new double[][] {point})[0]).isCloseTo(Math.log(sum), within(1e-5));
    }

    @Test
    void what_is_imagined_is_what_is_expected_in_the_mean_and_leaves_less_to_learn_there() {
        double[][] more = {{.6, .6}};
        double[][] expected = new double[1][1];
        double deviation = process().at(more, expected)[0];
        int sets = 2_000;
        var imagining = process().imagining(more, sets, new SplittableRandom(4));
        double[][] means = new double[sets][1];
        double left = imagining.at(more, means)[0];
        double mean = 0;
        double square = 0;
        for (double[] each : means) {
            mean += each[0] / sets;
            square += each[0] * each[0] / sets;
        }
        assertThat(left).isLessThan(0.2 * deviation);
        assertThat(mean).isCloseTo(expected[0][0], within(4 * deviation / Math.sqrt(sets)));
        assertThat(Math.sqrt(square - mean * mean)).isCloseTo(deviation, within(0.05 * deviation));
    }

    /// What its values at two points are by chance is what the process says of both together: of numpy
    /// 2.4.6 with scikit-learn 1.9.1's kernel, see above.
    @Test
    void drawn_functions_are_those_that_may_be() {
        double[][] support = {{.5, .5}, {.6, .6}, {.9, .1}};
        double[][] expected = new double[1][3];
        double[] deviations = process().at(support, expected);
        int draws = 4_000;
        var random = new SplittableRandom(5);
        double[] mean = new double[3];
        double[] square = new double[3];
        double together = 0;
        for (int i = 0; i < draws; i++) {
            double[][] values = new double[1][3];
            process().drawn(support, random).means(support, values);
            for (int c = 0; c < 3; c++) {
                double off = values[0][c] - expected[0][c];
                mean[c] += off / draws;
                square[c] += off * off / draws;
            }
            together += (values[0][0] - expected[0][0]) * (values[0][1] - expected[0][1]) / draws;
        }
        for (int c = 0; c < 3; c++) {
            assertThat(mean[c]).isCloseTo(0, within(4 * deviations[c] / Math.sqrt(draws)));
            assertThat(Math.sqrt(square[c])).isCloseTo(deviations[c], within(0.05 * deviations[c]));
        }
        assertThat(together / (deviations[0] * deviations[1])).isCloseTo(0.7435580445472375, within(0.03));
    }

    @Test
    void a_drawn_function_goes_through_what_was_seen_and_drawn_and_changes_as_its_derivatives_say() {
        double[][] support = {{.6, .6}, {.600001, .6}, {.8, .1}, {.8, .1}};
        var function = new Drawn(process().drawn(support, new SplittableRandom(6)));
        double[] values = function.of(support);
        assertThat(values[1]).isCloseTo(values[0], within(1e-3));
        assertThat(values[3]).isCloseTo(values[2], within(1e-3));
        assertThat(function.of(POINTS)[1]).isCloseTo(1.2, within(0.1));
        double[][] apart = {{.6, .6}, {.8, .1}};
        var smooth = new Drawn(process().drawn(apart, new SplittableRandom(6)));
        Slopes.assertRight(smooth, new double[] {.33, .71}, 1e-5, 0, 1);
    }

    @Test
    void the_same_point_many_times_is_no_harm() {
        double[][] same = new double[30][];
        java.util.Arrays.fill(same, new double[] {.5, .5});
        var process = GaussianProcess.of(kernel(PLANE, 50), 0, same, new double[30]);
        assertThat(process.noise()).isGreaterThan(0);
        assertThat(process.at(new double[][] {{.5, .5}}, new double[1][1])[0]).isFinite();
    }

    @Test
    void what_takes_no_part_is_as_far_from_everything_that_does() {
        double none = Double.NaN;
        assertThat(BRANCHES.squared(1, none, none)).isZero();
        assertThat(BRANCHES.squared(1, none, 0))
                .isEqualTo(BRANCHES.squared(1, 1, none))
                .isEqualTo(.25);
        assertThat(BRANCHES.squared(1, .2, .21)).isCloseTo(1e-4, within(1e-7));
        assertThat(BRANCHES.squared(0, 1, 0)).isEqualTo(1);
        assertThat(BRANCHES.squared(2, .1, .4)).isCloseTo(.09, within(1e-15));
    }

    @Test
    void branches_have_a_covariance_matrix_however_many_points_there_are() {
        var random = new SplittableRandom(7);
        double[][] points = new double[60][];
        for (int i = 0; i < points.length; i++) {
            points[i] = new double[] {i % 2, i % 2 == 0 ? Double.NaN : random.nextDouble(), random.nextDouble()};
        }
        assertThat(GaussianProcess.of(kernel(BRANCHES, 0.5), 1e-8, points, new double[60])
                        .noise())
                .isEqualTo(1e-8);
    }

    @Test
    void noise_that_it_was_not_given_is_told_also_of_what_is_imagined() {
        assertThat(process().jitter()).isZero();
        double[][] same = new double[12][];
        java.util.Arrays.fill(same, new double[] {.5, .5});
        var process = GaussianProcess.of(kernel(PLANE, 50), 0, same, new double[12]);
        assertThat(process.jitter()).isEqualTo(process.noise()).isPositive();
        var fine = GaussianProcess.of(kernel(PLANE, 50), 0, new double[][] {{.1, .1}}, new double[1]);
        var imagining = fine.imagining(same, 2, new SplittableRandom(1));
        assertThat(fine.jitter()).isZero();
        assertThat(imagining.jitter()).isPositive();
        assertThat(new Improvement(process()).and(new Hope(imagining, 1)).jitter())
                .isEqualTo(imagining.jitter());
    }
}
