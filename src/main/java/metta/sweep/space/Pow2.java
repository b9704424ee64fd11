package metta.sweep.space;

import java.util.OptionalLong;

/// The powers of two from `min` to `max`, all equally likely. The bounds need not be powers themselves.
public record Pow2(long min, long max, double center, Scale scale) implements Parameter.Numeric {
    public Pow2 {
        Bounds.checkAtLeast("min", (double) min, 1, "for powers of two");
        Bounds.checkWhole(min, max, center);
        Bounds.checkNotTime(scale);
        if (lowest(min) > highest(max)) {
            throw new InvalidParameterException(
                    "max", "there is no power of two between min %d and max %d".formatted(min, max));
        }
    }

    public Pow2(long min, long max) {
        this(min, max, Bounds.geometricMean((double) min, (double) max), new Scale.Auto());
    }

    @Override
    public Long decode(double u) {
        return 1L << (lowest(min) + UnitInterval.bin(u, size()));
    }

    @Override
    public double encode(Object value) {
        if (!contains(value)) {
            throw new IllegalArgumentException(
                    "must be a power of two between %d and %d, got %s".formatted(min, max, Values.text(value)));
        }
        long power = Wholes.checked(value, min, max);
        return UnitInterval.middle(Long.numberOfTrailingZeros(power) - lowest(min), size());
    }

    @Override
    public boolean contains(Object value) {
        return Wholes.within(value, min, max) && Long.bitCount(Wholes.checked(value, min, max)) == 1;
    }

    @Override
    public OptionalLong cardinality() {
        return OptionalLong.of(size());
    }

    @Override
    public double unitCenter() {
        long exponent = Math.round(StrictMath.log(center) / StrictMath.log(2));
        return UnitInterval.middle(Math.clamp(exponent - lowest(min), 0, size() - 1), size());
    }

    private int size() {
        return highest(max) - lowest(min) + 1;
    }

    /// The exponent of the first power of two that is not below `min`.
    private static int lowest(long min) {
        return Long.SIZE - Long.numberOfLeadingZeros(min - 1);
    }

    /// The exponent of the last power of two that is not above `max`.
    private static int highest(long max) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(max);
    }
}
