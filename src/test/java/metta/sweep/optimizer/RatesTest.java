package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class RatesTest {
    private static final Offset<Double> EXACT = within(1e-13);

    private static double[] weights(Rates rates) {
        return IntStream.range(0, rates.size()).mapToDouble(rates::weight).toArray();
    }

    /// Weights, c_1 and c_mu of pycma 4.5.0, which has those of the tutorial.
    @Test
    void weights_and_rates_of_the_covariance_are_those_of_another_implementation() {
        var five = new Rates(5, 8);
        assertThat(weights(five))
                .containsExactly(
                        new double[] {
                            0.5299301844787792,
                            0.2857142857142857,
                            0.14285714285714282,
                            0.041498386949792215,
                            -0.14853743453079063,
                            -0.4055746760130295,
                            -0.6228965671385448,
                            -0.811149352026059
                        },
                        EXACT);
        assertThat(five.one()).isCloseTo(0.047292304159400896, EXACT);
        assertThat(five.many()).isCloseTo(0.04785904960298248, EXACT);
        var forty = new Rates(40, 15);
        assertThat(forty.weight(0)).isCloseTo(0.34479619859202054, EXACT);
        assertThat(forty.weight(7)).isZero();
        assertThat(forty.weight(14)).isCloseTo(-0.3083672593205417, EXACT);
        assertThat(forty.one()).isCloseTo(0.0011694327252618397, EXACT);
        assertThat(forty.many()).isCloseTo(0.003405219643706347, EXACT);
    }

    /// c_sigma, d_sigma, c_c and the length of a draw of cmaes 0.13.1, which has those of the tutorial.
    @Test
    void rates_of_the_paths_are_those_of_another_implementation() {
        var five = new Rates(5, 8);
        assertThat(five.stepPath()).isCloseTo(0.3650883760934854, EXACT);
        assertThat(five.damping()).isCloseTo(1.3650883760934853, EXACT);
        assertThat(five.path()).isCloseTo(0.4501995579928079, EXACT);
        assertThat(five.length()).isCloseTo(2.1285237557247996, EXACT);
        var ten = new Rates(10, 10);
        assertThat(ten.stepPath()).isCloseTo(0.2844285879463675, EXACT);
        assertThat(ten.path()).isCloseTo(0.29499038303562225, EXACT);
        assertThat(ten.length()).isCloseTo(3.0847265651690123, EXACT);
    }

    @Test
    void the_better_half_weighs_1_and_the_covariance_cannot_lose_all_it_has() {
        for (int dimensions : new int[] {0, 1, 2, 7, 100}) {
            for (int size : new int[] {4, 5, 8, 64, 4_096}) {
                var rates = new Rates(dimensions, size);
                double[] weights = weights(rates);
                double above = IntStream.range(0, size)
                        .mapToDouble(i -> Math.max(0, weights[i]))
                        .sum();
                double below = IntStream.range(0, size)
                        .mapToDouble(i -> Math.min(0, weights[i]))
                        .sum();
                assertThat(above).isCloseTo(1, within(1e-12));
                double left = 1 - rates.one() - rates.many() + rates.many() * Math.max(1, dimensions) * below;
                assertThat(left).as("%d lines, %d points", dimensions, size).isGreaterThanOrEqualTo(-1e-12);
            }
        }
    }
}
