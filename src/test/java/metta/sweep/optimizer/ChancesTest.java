package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import metta.sweep.numeric.Normal;
import metta.sweep.space.Configuration;
import org.junit.jupiter.api.Test;

final class ChancesTest {
    private static final double[][] POINTS = {{.1, .2}, {.4, .9}, {.7, .3}, {.95, .6}, {.5, .5}, {.2, .7}};
    private static final double[][] MORE = {{.6, .6}, {.15, .45}};
    private static final double[][] ASKED = {{.33, .71}, {.9, .05}};

    private static List<Evidence.Item> items(double... excesses) {
        return IntStream.range(0, excesses.length)
                .mapToObj(i -> new Evidence.Item(
                        i + 1,
                        Configuration.EMPTY,
                        Point.of(POINTS[i]),
                        List.of((double) i),
                        List.of(excesses[i]),
                        1,
                        1))
                .toList();
    }

    private static BoundModel model(double... excesses) {
        var bound = new Bound(0, Sources.NONE, Bound.scale(excesses));
        var geometry = new Geometry(new ModelSpace(Problems.cube(2)));
        return new BoundModel(
                bound, Regression.of(geometry, KernelShape.BOWL, items(excesses), bound, Optional.empty()));
    }

    private static Chances imagining(BoundModel... models) {
        var random = new SplittableRandom(5);
        return new Chances(IntStream.range(0, models.length)
                .mapToObj(i -> models[i].imagining(MORE, 3, random))
                .toList());
    }

    private final BoundModel one = model(-1, .5, .2, -.3, .1, -2);
    private final BoundModel other = model(3, -1, 2, 1, -2, .5);

    @Test
    void it_is_the_product_of_the_shares_below_each_bound() {
        double log = 0;
        for (var model : List.of(one, other)) {
            double[][] means = new double[1][1];
            double deviation = model.process().at(new double[][] {ASKED[0]}, means)[0];
            double spread = Math.sqrt(model.process().noise() + deviation * deviation);
            log += Math.log(Normal.cdf((model.limit() - means[0][0]) / spread));
        }
        var chances = new Chances(List.of(one, other));
        assertThat(chances.of(ASKED)[0]).isCloseTo(log, within(1e-9));
        assertThat(chances.of(ASKED, 1)[0][0]).isCloseTo(log, within(1e-9));
    }

    @Test
    void it_changes_as_its_derivatives_say_with_what_is_imagined_too() {
        for (var chances : List.of(new Chances(List.of(one, other)), imagining(one, other))) {
            double[] values = chances.of(ASKED);
            for (int i = 0; i < ASKED.length; i++) {
                Slopes.assertRight(chances, ASKED[i], 1e-4, 0, 1);
                assertThat(-chances.at(ASKED[i], new double[2])).isCloseTo(values[i], within(1e-9));
            }
        }
    }

    @Test
    void what_is_expected_of_improvements_within_bounds_changes_as_its_derivatives_say() {
        var scores = GaussianProcess.of(
                one.regression().fit().kernel(), 1e-2, POINTS, new double[] {.3, -1.2, .8, 1.1, .2, -.4});
        var chances = imagining(one, other);
        var process = scores.imagining(MORE, 3, new SplittableRandom(6));
        var improvement = new Improvement(process, new Threshold.Lowest(process), 1, chances);
        double[] reference = {1.5};
        var gains = IntStream.range(0, 3)
                .mapToObj(_ -> new VolumeGain(new double[][] {{-.5}}, reference))
                .toList();
        for (var worth : List.of(improvement, new Expansion(List.of(process), gains, chances))) {
            double[] values = worth.of(ASKED);
            for (int i = 0; i < ASKED.length; i++) {
                Slopes.assertRight(worth, ASKED[i], 1e-4, 0, 1);
                assertThat(-worth.at(ASKED[i], new double[2])).isCloseTo(values[i], within(1e-9));
            }
        }
    }

    @Test
    void what_is_imagined_keeps_bounds_or_does_not() {
        var far = imagining(model(-5, -5, -5, -5.1, -5, -5), model(-4, -4, -4, -4, -4, -4.1));
        var beyond = imagining(model(5, 5, 5, 5.1, 5, 5), model(-4, -4, -4, -4, -4, -4.1));
        for (int set = 0; set < 3; set++) {
            assertThat(far.kept(set, 0)).isTrue();
            assertThat(far.kept(set, 1)).isTrue();
            assertThat(beyond.kept(set, 0)).isFalse();
        }
    }

    @Test
    void where_nothing_is_bounded_nothing_changes() {
        assertThat(Chances.CERTAIN.of(ASKED)).containsOnly(0);
        assertThat(Chances.CERTAIN.at(ASKED[0], new double[2])).isZero();
        assertThat(Chances.CERTAIN.kept(3, 7)).isTrue();
    }

    @Test
    void how_far_beyond_is_the_same_in_every_unit() {
        var seconds = Bound.scale(-.5, .2, .7);
        assertThat(seconds.of(0)).isBetween(seconds.of(-.5), seconds.of(.2));
        var none = Bound.scale(2, 2);
        assertThat(none.of(0)).isLessThan(none.of(2));
        var kept = Bound.scale(-2, -2);
        assertThat(kept.of(0)).isGreaterThan(kept.of(-2));
    }
}
