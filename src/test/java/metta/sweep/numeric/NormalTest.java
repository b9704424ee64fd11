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
}
