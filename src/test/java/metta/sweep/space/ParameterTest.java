package metta.sweep.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParameterTest {
    private static final int DRAWS = 2_000;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(7);

    static List<Parameter> continuous() {
        return List.of(
                new Uniform(0.9, 0.999),
                new Uniform(-3, 5),
                new Uniform(-Double.MAX_VALUE, Double.MAX_VALUE),
                new Uniform(0, Double.MIN_VALUE),
                new LogNormal(1e-5, 1e-2),
                new LogNormal(Double.MIN_VALUE, Double.MAX_VALUE),
                new LogitNormal(0.8, 0.9999),
                new LogitNormal(0, 1),
                new ReverseLog(0.9, 0.9999),
                new ReverseLog(-5, 0),
                Gaussian.around(-1, 1, 0.5),
                new Gaussian(0, 10, 2, 1, new Scale.Auto()),
                LogGaussian.around(1e-5, 1e-1, 2));
    }

    static List<Parameter> countable() {
        return List.of(
                new IntUniform(1, 10),
                new IntUniform(-5, 5),
                new IntUniform(0, (1L << 50) - 1),
                new IntUniform(Long.MAX_VALUE - 7, Long.MAX_VALUE),
                new IntLog(1, 1000),
                new IntLog(1, 10_000_000_000_000L),
                new IntStepped(10, 95, 10),
                new IntStepped(Long.MIN_VALUE, -1, 1L << 40),
                new Stepped(0, 1, 0.1),
                new Stepped(0.05, 0.95, 0.3),
                new Stepped(-Double.MAX_VALUE, Double.MAX_VALUE, 1e300),
                new Pow2(32, 512),
                new Pow2(1, Long.MAX_VALUE),
                new Pow2(33, 100),
                new Categorical(List.of("a", 1, 1.5, true)),
                new Categorical(List.of("alone")),
                new Categorical(List.of("a", "b", "c"), List.of(1.0, 1e-6, 3.0), true),
                new Quantized(new IntLog(16, 1024), 16),
                new Quantized(new LogNormal(0.01, 1), 0.01),
                new Quantized(new LogitNormal(0.5, 0.99), 0.01),
                new Quantized(Gaussian.around(0, 1, 0.2), 0.05),
                new Zip(List.of("p", "q"), List.of(List.of(1, "x"), List.of(2, "y"))),
                new Fixed("x"));
    }

    @ParameterizedTest
    @MethodSource({"continuous", "countable"})
    void every_point_decodes_to_a_value_that_the_parameter_contains(Parameter parameter) {
        for (double u : points()) {
            Object value = parameter.decode(u);
            assertThat(parameter.contains(value)).as("%s at %s", value, u).isTrue();
            assertThat(parameter.encode(value)).isBetween(0.0, 1.0);
        }
    }

    @ParameterizedTest
    @MethodSource("countable")
    void countable_values_come_back_exactly(Parameter parameter) {
        for (double u : points()) {
            Object value = parameter.decode(u);
            assertThat(parameter.decode(parameter.encode(value))).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @MethodSource("continuous")
    void a_point_comes_back_from_its_value(Parameter parameter) {
        for (double u : points()) {
            double again = parameter.encode(parameter.decode(parameter.encode(parameter.decode(u))));
            assertThat(again).isCloseTo(parameter.encode(parameter.decode(u)), within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource({"continuous", "countable"})
    void larger_coordinates_never_give_smaller_numbers(Parameter parameter) {
        if (parameter instanceof Parameter.Numeric) {
            double before = Double.NEGATIVE_INFINITY;
            for (int i = 0; i <= DRAWS; i++) {
                double value = ((Number) parameter.decode((double) i / DRAWS)).doubleValue();
                assertThat(value).isGreaterThanOrEqualTo(before);
                before = value;
            }
        }
    }

    @ParameterizedTest
    @MethodSource({"continuous", "countable"})
    void the_centre_has_a_coordinate(Parameter parameter) {
        if (parameter instanceof Parameter.Numeric numeric) {
            assertThat(numeric.unitCenter()).isBetween(0.0, 1.0);
            assertThat(numeric.contains(numeric.decode(numeric.unitCenter()))).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource({"continuous", "countable"})
    void coordinates_outside_the_unit_interval_are_refused(Parameter parameter) {
        for (double u : new double[] {-1e-9, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> parameter.decode(u))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[0, 1]");
        }
    }

    @Test
    void the_ends_of_the_unit_interval_are_the_bounds() {
        for (Parameter.Numeric range :
                List.of(new Uniform(0.1, 0.3), new LogNormal(1e-7, 3e-2), new LogitNormal(0.2, 0.7))) {
            double min = (double) range.decode(0);
            double max = (double) range.decode(1);
            assertThat(range.decode(range.encode(min))).isEqualTo(min);
            assertThat(range.decode(range.encode(max))).isEqualTo(max);
        }
        assertThat(new LogNormal(1e-7, 3e-2).decode(0)).isEqualTo(1e-7);
        assertThat(new LogNormal(1e-7, 3e-2).decode(1)).isEqualTo(3e-2);
        assertThat(new Uniform(0.1, 0.3).decode(1)).isEqualTo(0.3);
        assertThat(new IntUniform(3, 9).decode(0)).isEqualTo(3L);
        assertThat(new IntUniform(3, 9).decode(1)).isEqualTo(9L);
    }

    @Test
    void real_numbers_come_back_to_within_rounding() {
        var uniform = new Uniform(0.5, 1);
        var wide = new LogNormal(1e-5, 1e-2);
        for (int i = 0; i < DRAWS; i++) {
            double value = random.nextDouble(0.5, 1);
            assertThat(uniform.decode(uniform.encode(value))).isCloseTo(value, within(2 * Math.ulp(1.0)));
            double rate = wide.decode(random.nextDouble());
            assertThat(wide.decode(wide.encode(rate))).isCloseTo(rate, within(16 * Math.ulp(rate)));
        }
    }

    @Test
    void each_order_of_magnitude_is_equally_likely_on_a_logarithmic_range() {
        var rate = new LogNormal(1e-4, 1e-1);
        assertThat(rate.decode(1.0 / 3)).isCloseTo(1e-3, within(1e-15));
        assertThat(rate.center()).isCloseTo(Math.sqrt(1e-5), within(1e-15));
        assertThat(new IntLog(1, 1000).decode(0.5)).isBetween(20L, 30L);
    }

    @Test
    void the_logit_looks_closely_at_the_ends() {
        var gamma = new LogitNormal(0, 1);
        assertThat(gamma.min()).isEqualTo(1e-6);
        assertThat(gamma.max()).isEqualTo(1 - 1e-6);
        assertThat(gamma.decode(0.5)).isCloseTo(0.5, within(1e-9));
        assertThat(gamma.encode(0.99)).isGreaterThan(0.6);
    }

    @Test
    void equal_shares_of_the_interval_go_to_every_countable_value() {
        var dice = new IntUniform(1, 6);
        long[] counts = new long[7];
        for (int i = 0; i < 6_000; i++) {
            counts[Math.toIntExact(dice.decode((i + 0.5) / 6_000))]++;
        }
        assertThat(counts).containsExactly(0, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000);
    }

    @Test
    void steps_are_counted_in_decimal() {
        Set<Object> values = new LinkedHashSet<>();
        for (int i = 0; i < 110; i++) {
            values.add(new Stepped(0, 1, 0.1).decode((i + 0.5) / 110));
        }
        assertThat(values).containsExactly(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);
        assertThat(new Stepped(0, 1, 0.1).contains(0.30000000000000004)).isFalse();
        assertThat(new IntStepped(10, 95, 10).decode(1)).isEqualTo(90L);
        assertThat(new IntStepped(10, 95, 10).contains(95)).isFalse();
    }

    @Test
    void powers_of_two_lie_between_bounds_that_need_not_be_powers() {
        assertThat(new Pow2(33, 100).decode(0.3)).isEqualTo(64L);
        assertThat(new Pow2(33, 100).free()).isFalse();
        assertThat(new Pow2(32, 512).cardinality()).hasValue(5);
        assertThat(new Pow2(1, 2).decode(0)).isEqualTo(1L);
        assertThat(new Pow2(32, 512).contains(100)).isFalse();
        assertThat(new Pow2(32, 512).center()).isEqualTo(128);
    }

    @Test
    void a_choice_keeps_its_order_and_its_type() {
        var choice = new Categorical(List.of(16, "16", 16.0, true));
        assertThat(choice.decode(0)).isEqualTo(16L);
        assertThat(choice.decode(0.3)).isEqualTo("16");
        assertThat(choice.decode(0.6)).isEqualTo(16.0);
        assertThat(choice.contains(false)).isFalse();
    }

    @Test
    void what_leaves_nothing_to_choose_is_not_free() {
        assertThat(new Fixed(1).free()).isFalse();
        assertThat(new Categorical(List.of("a")).free()).isFalse();
        assertThat(new Categorical(List.of("a", "b")).free()).isTrue();
        assertThat(new Uniform(0, 1).free()).isTrue();
    }

    @Test
    void a_whole_number_will_do_where_a_real_one_is_wanted_but_not_the_other_way_round() {
        assertThat(new Uniform(0, 2).contains(1)).isTrue();
        assertThat(new Uniform(0, 2).contains("1")).isFalse();
        assertThat(new Uniform(0, 2).contains(true)).isFalse();
        assertThat(new IntUniform(0, 2).contains(1.0)).isFalse();
    }

    @Test
    void the_scale_is_a_share_of_the_range() {
        assertThat(new Scale.Auto().over(1, 2)).isEqualTo(0.5);
        assertThat(new Scale.Time().over(1, 1024)).isCloseTo(0.1, within(1e-12));
        assertThat(new Scale.Width(0.2).over(1, 2)).isEqualTo(0.2);
        assertThat(new LogNormal(1, 1024, 32, new Scale.Time()).unitScale()).isCloseTo(0.1, within(1e-12));
        assertThat(new IntUniform(3, 9).unitScale()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void bounds_must_be_finite(double bound) {
        assertInvalid("min", "finite", () -> new Uniform(bound, 1));
        assertInvalid("max", "finite", () -> new LogNormal(1, bound));
        assertInvalid("step", "finite", () -> new Stepped(0, 1, bound));
    }

    @Test
    void impossible_parameters_say_what_is_wrong_and_where() {
        assertInvalid("max", "max must be above min, got min 0.1 and max 0.01", () -> new LogNormal(0.1, 0.01));
        assertInvalid("max", "max must be above min, got min 1 and max 1", () -> new Uniform(1, 1));
        assertInvalid("max", "max must be above min, got min 5 and max 3", () -> new IntUniform(5, 3));
        assertInvalid("min", "above 0 on a logarithmic range, got 0", () -> new LogNormal(0, 1));
        assertInvalid("min", "at least 1", () -> new IntLog(0, 10));
        assertInvalid("min", "at least 1 for powers of two, got 0", () -> new Pow2(0, 8));
        assertInvalid("max", "no power of two", () -> new Pow2(33, 63));
        assertInvalid("max", "10^13", () -> new IntLog(1, 10_000_000_000_001L));
        assertInvalid("max", "2^50", () -> new IntUniform(Long.MIN_VALUE, Long.MAX_VALUE));
        assertInvalid("max", "2^50", () -> new IntUniform(0, 1L << 50));
        assertInvalid("step", "above 0", () -> new IntStepped(0, 10, 0));
        assertInvalid("step", "at most max - min", () -> new IntStepped(0, 10, 11));
        assertInvalid("step", "at most max - min", () -> new Stepped(0, 1, 2));
        assertInvalid("step", "2^50", () -> new Stepped(0, 1e10, 2e-6));
        assertInvalid("step", "too small", () -> new Stepped(1e20, 2e20, 1));
        assertInvalid("min", "between 0 and 1", () -> new LogitNormal(-0.1, 0.5));
        assertInvalid("max", "nothing is left", () -> new LogitNormal(0, 1e-7));
        assertInvalid("center", "between min 0 and max 1, got 2", () -> new Uniform(0, 1, 2, new Scale.Auto()));
        assertInvalid("scale", "logarithmic", () -> new Uniform(0, 1, 0.5, new Scale.Time()));
        assertInvalid("scale", "above 0", () -> new Scale.Width(0));
        assertInvalid("choices", "at least one", () -> new Categorical(List.of()));
        assertInvalid("choices[2]", "'a' is there twice", () -> new Categorical(List.of("a", "b", "a")));
    }

    @Test
    void values_outside_are_refused_when_encoded() {
        assertThatThrownBy(() -> new Uniform(0, 1).encode(1.5)).hasMessageContaining("between 0 and 1, got 1.5");
        assertThatThrownBy(() -> new Pow2(1, 8).encode(3)).hasMessageContaining("power of two");
        assertThatThrownBy(() -> new Categorical(List.of("a", 2)).encode("b"))
                .hasMessage("must be one of 'a', 2, got 'b'");
        assertThatThrownBy(() -> new Fixed(1).encode(2)).hasMessageContaining("fixed at 1");
        assertThatThrownBy(() -> new IntStepped(0, 10, 5).encode(4)).hasMessageContaining("0, 5, … up to 10");
    }

    private static void assertInvalid(String part, String message, Runnable construction) {
        assertThatThrownBy(construction::run)
                .isInstanceOfSatisfying(
                        InvalidParameterException.class,
                        e -> assertThat(e.part()).isEqualTo(part))
                .hasMessageContaining(message);
    }

    private double[] points() {
        double[] points = random.doubles(DRAWS).toArray();
        points[0] = 0;
        points[1] = 1;
        points[2] = Math.nextDown(1.0);
        points[3] = Double.MIN_VALUE;
        points[4] = 0.5;
        return points;
    }
}
