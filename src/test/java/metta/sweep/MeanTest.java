package metta.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Means of several seeds, and the distribution that their intervals come from.
final class MeanTest {
    /// From tables of Student's distribution.
    @ParameterizedTest
    @CsvSource({
        "0.025, 1, 12.706205",
        "0.025, 2, 4.302653",
        "0.05, 3, 2.353363",
        "0.025, 4, 2.776445",
        "0.005, 9, 3.249836",
        "0.025, 30, 2.042272",
        "0.001, 5, 5.893430",
        "0.025, 100000, 1.962339"
    })
    void a_quantile_is_the_one_of_the_tables(double tail, int degrees, double expected) {
        assertThat(StudentT.exceeded(tail, degrees)).isCloseTo(expected, within(1e-6));
    }

    @Test
    void the_interval_around_a_mean_follows_from_its_standard_error() {
        var mean = Mean.of(List.of(1.0, 2.0, 3.0));
        assertThat(mean.value()).isCloseTo(2, within(1e-12));
        assertThat(mean.standardError()).isCloseTo(1 / Math.sqrt(3), within(1e-12));
        assertThat(mean.margin()).isCloseTo(4.302653 / Math.sqrt(3), within(1e-5));
    }

    @Test
    void no_score_is_so_large_that_its_mean_is_not_finite() {
        var mean = Mean.of(List.of(Double.MAX_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE));
        assertThat(List.of(mean.value(), mean.standardError(), mean.margin())).allMatch(Double::isFinite);
    }
}
