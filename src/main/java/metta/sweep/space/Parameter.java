package metta.sweep.space;

import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// One knob of a training program and the values it may take, seen as a coordinate in [0, 1].
///
/// `encode` and `decode` are inverse where values can be counted: `decode(encode(v))` equals `v` for integers, steps,
/// powers of two and choices. A real number comes back to within a few units in the last place of the larger bound
/// (on a logarithmic range: of the value itself, times the natural logarithm of `max / min`), which is all that a
/// double in [0, 1] can carry. The bounds themselves always come back exactly.
public sealed interface Parameter extends Source permits Parameter.Numeric, Categorical, Zip, Fixed {
    /// The value at `u` in [0, 1]; never outside the bounds.
    ///
    /// @throws IllegalArgumentException if `u` is not in [0, 1]
    Object decode(double u);

    /// The coordinate in [0, 1] of a value.
    ///
    /// @throws IllegalArgumentException if the parameter cannot take the value
    double encode(Object value);

    /// Whether the parameter can take the value. Where a real number is wanted a whole one will do.
    boolean contains(Object value);

    /// How many values there are; empty for a continuous range.
    OptionalLong cardinality();

    /// All values in order, where they can be counted.
    default Stream<Object> values() {
        long count = countable();
        return LongStream.range(0, count).mapToObj(i -> decode(UnitInterval.middle(i, count)));
    }

    /// The part of [0, 1] that decodes to a value, where values can be counted.
    default Interval cell(Object value) {
        double middle = encode(value);
        double half = 0.5 / countable();
        return new Interval(middle - half, middle + half);
    }

    private long countable() {
        return cardinality()
                .orElseThrow(() -> new IllegalArgumentException("a continuous range has no end of values: " + this));
    }

    /// Whether there is anything to choose.
    default boolean free() {
        return cardinality().orElse(Long.MAX_VALUE) > 1;
    }

    /// A parameter whose values are numbers, with a centre to start the search from.
    sealed interface Numeric extends Parameter permits Real, Stepped, IntUniform, IntLog, IntStepped, Pow2, Quantized {
        /// Where the search starts; the middle of the range (geometric where it is logarithmic) unless given.
        double center();

        Scale scale();

        /// The coordinate in [0, 1] of the possible value nearest to the centre.
        double unitCenter();

        /// How far from there a search looks at first, as a share of the coordinate.
        default double unitScale() {
            return scale().over(number(decode(0)), number(decode(1)));
        }

        private static double number(Object value) {
            return ((Number) value).doubleValue();
        }

        /// The same range with another centre and scale.
        default Numeric around(double center, Scale scale) {
            return switch (this) {
                case Uniform p -> new Uniform(p.min(), p.max(), center, scale);
                case LogNormal p -> new LogNormal(p.min(), p.max(), center, scale);
                case LogitNormal p -> new LogitNormal(p.min(), p.max(), center, scale);
                case ReverseLog p -> new ReverseLog(p.min(), p.max(), center, scale);
                case Gaussian p -> new Gaussian(p.min(), p.max(), center, p.stddev(), scale);
                case LogGaussian p -> new LogGaussian(p.min(), p.max(), center, p.stddev(), scale);
                case Quantized p -> new Quantized(p.of().around(center, scale), p.step());
                case Stepped p -> new Stepped(p.min(), p.max(), p.step(), center, scale);
                case IntUniform p -> new IntUniform(p.min(), p.max(), center, scale);
                case IntLog p -> new IntLog(p.min(), p.max(), center, scale);
                case IntStepped p -> new IntStepped(p.min(), p.max(), p.step(), center, scale);
                case Pow2 p -> new Pow2(p.min(), p.max(), center, scale);
            };
        }
    }

    /// A parameter whose values are all the numbers of a range.
    sealed interface Real extends Numeric permits Uniform, LogNormal, LogitNormal, ReverseLog, Gaussian, LogGaussian {
        double min();

        double max();

        @Override
        default boolean contains(Object value) {
            return Reals.within(value, min(), max());
        }

        @Override
        default OptionalLong cardinality() {
            return OptionalLong.empty();
        }

        @Override
        default double unitCenter() {
            return encode(center());
        }
    }
}
