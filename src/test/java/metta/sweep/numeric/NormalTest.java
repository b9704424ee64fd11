package metta.sweep.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NormalTest {
    /// Values of scipy.special.erfc 1.15.
    @ParameterizedTest
    @CsvSource({
        "-30, 2",
        "-1, 1.8427007929497148",
        "0, 1",
        "0.1, 0.8875370839817152",
        "0.46875, 0.5073865267820620",
        "1, 0.15729920705028513",
        "3, 2.209049699858544e-05",
        "4.5, 1.9661604415428873e-10",
        "10, 2.088487583762545e-45",
        "26, 5.663192408856143e-296"
    })
    void the_complementary_error_function_has_its_known_values(double x, double value) {
        assertThat(Normal.erfc(x)).isCloseTo(value, Percentage.withPercentage(1e-11));
    }

    @Test
    void it_agrees_with_another_implementation_everywhere() {
        for (double x = -6; x < 6; x += 0.0137) {
            assertThat(Normal.erfc(x)).as("at %s", x).isCloseTo(Erf.erfc(x), Percentage.withPercentage(1e-10));
        }
    }

    @Test
    void half_of_the_distribution_lies_below_its_mean() {
        assertThat(Normal.cdf(0)).isEqualTo(0.5);
        assertThat(Normal.cdf(1.959963984540054)).isCloseTo(0.975, within(1e-15));
        assertThat(Normal.cdf(-40)).isZero();
        assertThat(Normal.cdf(Double.POSITIVE_INFINITY)).isEqualTo(1);
    }

    /// Values of mpmath 1.3 at 60 digits.
    @ParameterizedTest
    @CsvSource({
        "2, 0.69738354578822831, -0.023012909328963488",
        "0, -0.91893853320467274, -0.69314718055994531",
        "-0.5, -1.6205162643873199, -1.1759117615936186",
        "-1, -2.4851210257126413, -1.8410216450092635",
        "-1.5, -3.5299359208057099, -2.7059444008238898",
        "-5, -16.74430116266099, -15.064998393988726",
        "-20, -206.9178385094251, -203.91715537109726",
        "-49, -1209.2038267923771, -1205.3111748916653",
        "-51, -1309.283741653038, -1305.3511482646023",
        "-300, -45012.326536814554, -45006.622732118663",
        "-10000, -50000019.339619307, -50000010.129278915"
    })
    void the_logarithms_of_what_is_tiny_have_their_known_values(double z, double improvement, double cdf) {
        assertThat(Normal.logImprovement(z)).isCloseTo(improvement, Percentage.withPercentage(1e-9));
        assertThat(Normal.logCdf(z)).isCloseTo(cdf, Percentage.withPercentage(1e-11));
    }

    /// Values of scipy.stats.norm.ppf 1.17.1.
    @ParameterizedTest
    @CsvSource({
        "1e-300, -37.0470962993612",
        "1e-10, -6.361340902404056",
        "0.025, -1.9599639845400545",
        "0.3, -0.5244005127080409",
        "0.9, 1.2815515655446004",
        "0.975, 1.959963984540054"
    })
    void the_quantile_has_its_known_values(double share, double value) {
        assertThat(Normal.quantile(share)).isCloseTo(value, Percentage.withPercentage(1e-12));
    }

    @Test
    void the_quantile_is_finite_at_the_ends_and_0_in_the_middle() {
        assertThat(Normal.quantile(0.5)).isCloseTo(0, within(1e-15));
        assertThat(Normal.quantile(0)).isBetween(-50.0, -38.0);
        assertThat(Normal.quantile(1)).isEqualTo(-Normal.quantile(0));
    }

    @Test
    void between_two_values_lies_the_share_that_was_asked_for() {
        for (double[] ends : new double[][] {{-1, 2}, {-3, -2}, {5, 6}, {-8, -7.5}, {0, 0.25}}) {
            for (double share = 0; share <= 1; share += 0.125) {
                double value = Normal.between(ends[0], ends[1], share);
                assertThat(value).isBetween(ends[0], ends[1]);
                assertThat(mass(ends[0], value) / mass(ends[0], ends[1])).isCloseTo(share, within(1e-9));
            }
        }
    }

    /// From the side where the digits of small shares are kept.
    private static double mass(double low, double high) {
        return low > 0 ? Normal.cdf(-low) - Normal.cdf(-high) : Normal.cdf(high) - Normal.cdf(low);
    }

    @Test
    void where_the_distribution_has_nothing_the_nearer_end_is_taken() {
        assertThat(Normal.between(60, 70, 0.5)).isEqualTo(60);
        assertThat(Normal.between(-70, -60, 0.5)).isEqualTo(-60);
    }
}
