package metta.sweep.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumbersTest {
    /// What the YAML 1.1 specification takes for a real number (its float type, base 10).
    private static final Pattern YAML_REAL = Pattern.compile("[-+]?([0-9][0-9_]*)?\\.[0-9.]*([eE][-+][0-9]+)?");

    @ParameterizedTest
    @CsvSource({
        "1e-10, 1.0e-10",
        "1e10, 1.0e+10",
        "1e300, 1.0e+300",
        "5e-324, 4.9e-324",
        "0.1, 0.1",
        "100.0, 100.0",
        "-0.0, -0.0",
        "-2.5e-7, -2.5e-7",
        "0.001, 0.001",
        "0.0001, 1.0e-4",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "NaN, nan",
        "Infinity, inf",
        "-Infinity, -inf"
    })
    void a_real_number_has_a_point_and_a_signed_exponent(double value, String text) {
        assertThat(Numbers.text(value)).isEqualTo(text);
    }

    @Test
    void a_whole_number_has_digits_alone() {
        assertThat(Numbers.text((Number) Long.MAX_VALUE)).isEqualTo("9223372036854775807");
        assertThat(Numbers.text((Number) Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(Numbers.text((Number) 7)).isEqualTo("7");
        assertThat(Numbers.text((Number) 1e-10)).isEqualTo("1.0e-10");
        assertThat(Numbers.text((Number) 0.1f)).isEqualTo("0.1");
    }

    @Test
    void every_finite_number_reads_back_and_is_a_number_to_yaml() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        for (int i = 0; i < 10_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(Numbers.text(value))).isEqualTo(value);
                assertThat(Numbers.text(value)).matches(YAML_REAL);
            }
        }
    }
}
