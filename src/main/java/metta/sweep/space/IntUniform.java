package metta.sweep.space;

import java.util.OptionalLong;

/// Any whole number from `min` to `max`, both included, all equally likely.
public record IntUniform(long min, long max, double center, Scale scale) implements Parameter.Numeric {
    public IntUniform {
        Bounds.checkWhole(min, max, center);
        Bounds.checkNotTime(scale);
        long last = max - min;
        if (last < 0 || last >= UnitInterval.MOST_BINS) {
            throw new InvalidParameterException(
                    "max", "there are more than 2^50 whole numbers between min %d and max %d".formatted(min, max));
        }
    }

    public IntUniform(long min, long max) {
        this(min, max, Bounds.arithmeticMean((double) min, (double) max), new Scale.Auto());
    }

    @Override
    public Long decode(double u) {
        return min + UnitInterval.bin(u, size());
    }

    @Override
    public double encode(Object value) {
        return UnitInterval.middle(Wholes.checked(value, min, max) - min, size());
    }

    @Override
    public boolean contains(Object value) {
        return Wholes.within(value, min, max);
    }

    @Override
    public OptionalLong cardinality() {
        return OptionalLong.of(size());
    }

    @Override
    public double unitCenter() {
        return encode(Math.clamp(Math.round(center), min, max));
    }

    private long size() {
        return max - min + 1;
    }
}
