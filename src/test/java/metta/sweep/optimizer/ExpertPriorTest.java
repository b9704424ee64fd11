package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import metta.sweep.space.Belief;
import metta.sweep.space.Categorical;
import metta.sweep.space.IntUniform;
import metta.sweep.space.Parameter;
import metta.sweep.space.Uniform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpertPriorTest {
    private static final double TINY = 1e-6;

    private static final List<ExpertPrior> ON_LINES = List.of(
            new ExpertPrior.Bump(0.3, 0.1, 0.8),
            new ExpertPrior.Bump(0.95, 0.05, 0.6),
            new ExpertPrior.Bump(0.02, 0.2, 0.9),
            of(new Categorical(List.of("s", "m", "l"), List.of(1.0, 2.0, 1.0), true), 5.0, 1.0, 4.0));

    private static ExpertPrior of(Parameter parameter, Double... weights) {
        return ExpertPrior.of(parameter, new Belief.Weighted(List.of(weights)));
    }

    /// By truncnorm of scipy 1.17.1, times the confidence, plus the rest.
    @ParameterizedTest
    @CsvSource({
        "0.3, 0.1, 0.8, 0, -1.4460328482372085",
        "0.3, 0.1, 0.8, 0.25, 1.105366021360901",
        "0.3, 0.1, 0.8, 0.5, -0.4580567524061765",
        "0.3, 0.1, 0.8, 1, -1.6094379120682176",
        "0.95, 0.05, 0.6, 0, -0.916290731874155",
        "0.95, 0.05, 0.6, 1, 1.3483846974957043",
        "0.02, 0.2, 0.9, 0, 1.226417762746497",
        "0.02, 0.2, 0.9, 0.5, -1.249385985487297"
    })
    void a_bump_is_a_normal_distribution_cut_off_and_a_uniform_one(
            double likeliest, double width, double confidence, double place, double logDensity) {
        assertThat(new ExpertPrior.Bump(likeliest, width, confidence).logDensity(place))
                .isCloseTo(logDensity, within(1e-12));
    }

    @Test
    void a_uniform_draw_becomes_one_of_the_density() {
        // by truncnorm.ppf of scipy 1.17.1
        assertThat(ON_LINES.get(0).place(0.1)).isCloseTo(0.18553696670171327, within(1e-12));
        assertThat(ON_LINES.get(1).place(0.5)).isCloseTo(0.9763813134662083, within(1e-12));
        assertThat(ON_LINES.get(2).place(0.5)).isCloseTo(0.16130957254542838, within(1e-12));
        assertThat(ON_LINES.get(0).place(0.9)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void densities_on_a_line_add_up_to_one() {
        int parts = 100_000;
        assertThat(ON_LINES)
                .allSatisfy(prior -> assertThat(IntStream.range(0, parts)
                                .mapToDouble(i -> StrictMath.exp(prior.logDensity((i + 0.5) / parts)) / parts)
                                .sum())
                        .isCloseTo(1, within(1e-4)));
    }

    @Test
    void slopes_are_what_differences_say() {
        for (var prior : ON_LINES) {
            for (double place : new double[] {0.1, 0.33, 0.6, 0.97}) {
                double difference = prior.logDensity(place + TINY) - prior.logDensity(place - TINY);
                assertThat(prior.slope(place)).isCloseTo(difference / (2 * TINY), within(1e-5));
            }
        }
    }

    @Test
    void values_that_can_be_counted_have_the_room_that_they_have_on_the_axis() {
        var prior = ExpertPrior.of(new IntUniform(1, 10), new Belief.Between(3L, 4L, 0.5));
        assertThat(prior.likeliest()).isCloseTo(0.3, within(1e-12));
        assertThat(prior.width()).isCloseTo(0.2 / 4, within(1e-12));
    }

    @Test
    void choices_are_as_likely_as_they_weigh() {
        var prior = of(new Categorical(List.of("a", "b", "c")), 1.0, 6.0, 1.0);
        assertThat(StrictMath.exp(prior.logDensity(1))).isCloseTo(0.75, within(1e-12));
        assertThat(prior.likeliest()).isEqualTo(1);
        assertThat(List.of(prior.place(0), prior.place(0.126), prior.place(0.874), prior.place(0.876)))
                .containsExactly(0.0, 1.0, 1.0, 2.0);
        assertThat(ON_LINES.get(3).likeliest()).isCloseTo(0.125, within(1e-12));
    }

    @Test
    void what_is_believed_of_a_point_is_believed_of_what_takes_part() {
        var uniform = new Uniform(0, 1);
        var priors = new ExpertPriors(
                List.of(Coordinate.of(uniform), Coordinate.of(uniform)),
                ON_LINES.subList(0, 2).stream().map(Optional::of).toList());
        assertThat(priors.logDensity(new double[] {0.25, Double.NaN})).isCloseTo(1.105366021360901, within(1e-12));
        assertThat(priors.slope(new double[] {0.25, Double.NaN}, 1)).isZero();
    }

    @Test
    void the_weight_of_a_belief_has_the_gradient_that_differences_say() {
        var uniform = new Uniform(0, 1);
        var priors = new ExpertPriors(
                List.of(Coordinate.of(uniform), Coordinate.of(uniform)),
                ON_LINES.subList(0, 2).stream().map(Optional::of).toList());
        var weight = BeliefWeight.after(4, priors);
        assertThat(weight.power()).isEqualTo(2);
        double[] gradient = new double[2];
        double value = weight.at(new double[] {0.4, 0.9}, gradient);
        assertThat(-value).isCloseTo(weight.of(new double[][] {{0.4, 0.9}})[0], within(1e-12));
        double moved = weight.at(new double[] {0.4, 0.9 + TINY}, new double[2]);
        assertThat(gradient[1]).isCloseTo((moved - value) / TINY, within(1e-3));
    }
}
