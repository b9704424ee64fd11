package metta.sweep.space;

import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Any whole number from `min` to `max`, both included, on a logarithmic axis: each gets the room from half a unit
/// below it to half a unit above.
public record IntLog(long min, long max, double center, Scale scale) implements Parameter.Numeric {
    /// Beyond this, neighbours are no longer told apart by their logarithms.
    private static final long HIGHEST = 10_000_000_000_000L;

    public IntLog {
        Bounds.checkAtLeast("min", (double) min, 1, "on a logarithmic range of whole numbers");
        Bounds.checkWhole(min, max, center);
        if (max > HIGHEST) {
            throw new InvalidParameterException(
                    "max", "max must be at most 10^13 on a logarithmic range of whole numbers, got " + max);
        }
    }

    public IntLog(long min, long max) {
        this(min, max, Bounds.geometricMean((double) min, (double) max), new Scale.Auto());
    }

    @Override
    public Long decode(double u) {
        double logarithm = UnitInterval.interpolate(low(), high(), u);
        return Math.clamp(Math.round(StrictMath.exp(logarithm)), min, max);
    }

    @Override
    public double encode(Object value) {
        return UnitInterval.fraction(low(), high(), StrictMath.log((double) Wholes.checked(value, min, max)));
    }

    @Override
    public boolean contains(Object value) {
        return Wholes.within(value, min, max);
    }

    @Override
    public Stream<Object> values() {
        return LongStream.rangeClosed(min, max).mapToObj(each -> each);
    }

    @Override
    public Interval cell(Object value) {
        double whole = (double) Wholes.checked(value, min, max);
        return new Interval(
                UnitInterval.fraction(low(), high(), StrictMath.log(whole - 0.5)),
                UnitInterval.fraction(low(), high(), StrictMath.log(whole + 0.5)));
    }

    @Override
    public OptionalLong cardinality() {
        return OptionalLong.of(max - min + 1);
    }

    @Override
    public double unitCenter() {
        return encode(Math.clamp(Math.round(center), min, max));
    }

    private double low() {
        return StrictMath.log(min - 0.5);
    }

    private double high() {
        return StrictMath.log(max + 0.5);
    }
}
