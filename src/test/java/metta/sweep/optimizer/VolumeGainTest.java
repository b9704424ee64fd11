package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import metta.sweep.numeric.Hypervolume;
import metta.sweep.numeric.Normal;
import org.junit.jupiter.api.Test;

final class VolumeGainTest {
    private static final double[][] STEPS = {{.1, .8}, {.4, .35}, {.75, .2}};
    private static final double[][] CORNERS = {{.1, .8, .5}, {.4, .35, .9}, {.75, .2, .1}, {.3, .6, .3}};

    /// Values of mpmath 1.3.0 with 40 digits, which integrates the probability that a point dominates
    /// a place over all places that are free: `quad` along the first objective, in 400 pieces.
    @Test
    void of_two_objectives_it_is_the_integral_however_small() {
        var gain = new VolumeGain(STEPS, new double[] {1, 1.1});
        assertLog(gain, new double[] {.3, .3}, new double[] {.2, .1}, -2.31692689974513);
        assertLog(gain, new double[] {.9, .9}, new double[] {.05, .08}, -41.8565627366822);
        assertLog(gain, new double[] {-1, 2}, new double[] {1, .5}, -4.7407980389014);
        assertLog(gain, new double[] {.5, .9}, new double[] {.01, .01}, -120.316584444221);
        assertLog(gain, new double[] {3, 3}, new double[] {.1, .1}, -599.151888063045);
    }

    /// The value of SciPy 1.17.1: `integrate.quad` of `stats.norm.cdf`, cell by cell of a grid through
    /// all coordinates.
    @Test
    void of_three_objectives_it_is_the_integral() {
        var gain = new VolumeGain(CORNERS, new double[] {1, 1.1, 1});
        assertLog(gain, new double[] {.35, .5, .45}, new double[] {.2, .1, .3}, -3.129875899689079);
    }

    private static void assertLog(VolumeGain gain, double[] means, double[] deviations, double expected) {
        assertThat(gain.log(means, deviations)).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }

    @Test
    void of_one_objective_it_is_the_expected_improvement() {
        var gain = new VolumeGain(new double[][] {{.7}, {.4}}, new double[] {1});
        assertThat(gain.log(new double[] {1.3}, new double[] {.2}))
                .isCloseTo(Math.log(.2) + Normal.logImprovement((.4 - 1.3) / .2), within(1e-12));
    }

    /// Draws of points, and the volumes with and without them: 40,000 say it to 3 %.
    @Test
    void of_four_objectives_it_is_the_mean_over_draws() {
        var random = new SplittableRandom(5);
        double[][] front = IntStream.range(0, 12)
                .mapToObj(_ -> random.doubles(4).toArray())
                .toArray(double[][]::new);
        double[] reference = {1, 1.1, 1, 1.2};
        double[] means = {.4, .5, .3, .6};
        double[] deviations = {.2, .1, .3, .15};
        double before = Hypervolume.of(front, reference);
        int draws = 40_000;
        double gained = 0;
        for (int draw = 0; draw < draws; draw++) {
            double[][] more = Arrays.copyOf(front, front.length + 1);
            more[front.length] = IntStream.range(0, 4)
                    .mapToDouble(k -> means[k] + deviations[k] * random.nextGaussian())
                    .toArray();
            gained += (Hypervolume.of(more, reference) - before) / draws;
        }
        double log = new VolumeGain(front, reference).log(means, deviations);
        assertThat(Math.exp(log)).isCloseTo(gained, within(0.03 * gained));
    }

    @Test
    void it_changes_as_its_derivatives_say() {
        var gain = new VolumeGain(CORNERS, new double[] {1, 1.1, 1});
        for (double[] at :
                new double[][] {{.35, .5, .45, .2, .1, .3}, {2, 2, 2, .1, .2, .1}, {.5, .9, .2, .02, 3, .1}}) {
            Slopes.assertRight(
                    (point, gradient) -> {
                        double[] means = {point[0], point[1], point[2]};
                        double[] deviations = {point[3], point[4], point[5]};
                        double[] byMean = new double[3];
                        double[] byDeviation = new double[3];
                        double log = gain.log(means, deviations, byMean, byDeviation);
                        System.arraycopy(byMean, 0, gradient, 0, 3);
                        System.arraycopy(byDeviation, 0, gradient, 3, 3);
                        return log;
                    },
                    at,
                    1e-5,
                    0,
                    1,
                    2,
                    3,
                    4,
                    5);
        }
    }

    @Test
    void next_to_nothing_is_still_more_than_less() {
        var gain = new VolumeGain(STEPS, new double[] {1, 1.1});
        double[] sure = {1e-7, 1e-7};
        assertThat(gain.log(new double[] {50, 50}, sure))
                .isFinite()
                .isGreaterThan(gain.log(new double[] {51, 50}, sure));
    }

    @Test
    void what_is_expected_of_two_processes_changes_as_its_derivatives_say() {
        var plane = new Geometry(new ModelSpace(Problems.cube(2)));
        double[][] points = {{.1, .2}, {.4, .9}, {.7, .3}, {.95, .6}};
        var kernel = new Kernel(plane, KernelShape.BOWL, new double[] {6, 2}, 1.3, .1);
        var one = GaussianProcess.of(kernel, 1e-3, points, new double[] {.3, -1.2, .8, 1.1});
        var other = GaussianProcess.of(kernel, 1e-2, points, new double[] {-1, 1.2, .1, .3});
        double[][] more = {{.6, .6}, {.2, .7}};
        var random = new SplittableRandom(3);
        var imagining = List.of(one.imagining(more, 3, random), other.imagining(more, 3, random));
        double[] reference = {1.5, 1.5};
        var gains = IntStream.range(0, 3)
                .mapToObj(set -> new VolumeGain(
                        IntStream.range(0, 6)
                                .mapToObj(i -> new double[] {
                                    imagining.get(0).seen(set)[i],
                                    imagining.get(1).seen(set)[i]
                                })
                                .toArray(double[][]::new),
                        reference))
                .toList();
        var expansion = new Expansion(imagining, gains, Chances.CERTAIN);
        double[][] asked = {{.33, .71}, {.9, .05}};
        double[] values = expansion.of(asked);
        for (int i = 0; i < asked.length; i++) {
            Slopes.assertRight(expansion, asked[i], 1e-5, 0, 1);
            assertThat(-expansion.at(asked[i], new double[2])).isCloseTo(values[i], within(1e-9));
        }
    }
}
