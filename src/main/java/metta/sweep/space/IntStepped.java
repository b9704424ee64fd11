package metta.sweep.space;

import java.util.OptionalLong;

/// The whole numbers `min`, `min + step`, `min + 2 step` … up to `max`, which is among them only if the steps meet it.
public record IntStepped(long min, long max, long step, double center, Scale scale) implements Parameter.Numeric {
    public IntStepped {
        Bounds.checkWhole(min, max, center);
        Bounds.checkNotTime(scale);
        Bounds.checkAbove("step", (double) step, 0, "");
        long span = max - min;
        if (span < 0 || span / step >= UnitInterval.MOST_BINS) {
            throw new InvalidParameterException(
                    "step", "there are more than 2^50 steps between min %d and max %d".formatted(min, max));
        }
        if (step > span) {
            throw new InvalidParameterException(
                    "step", "step must be at most max - min, which is %d, got %d".formatted(span, step));
        }
    }

    public IntStepped(long min, long max, long step) {
        this(min, max, step, Bounds.arithmeticMean((double) min, (double) max), new Scale.Auto());
    }

    @Override
    public Long decode(double u) {
        return min + step * UnitInterval.bin(u, size());
    }

    @Override
    public double encode(Object value) {
        if (!contains(value)) {
            throw new IllegalArgumentException(
                    "must be one of %d, %d, … up to %d, got %s".formatted(min, min + step, max, Values.text(value)));
        }
        return UnitInterval.middle((Wholes.checked(value, min, max) - min) / step, size());
    }

    @Override
    public boolean contains(Object value) {
        return Wholes.within(value, min, max) && (Wholes.checked(value, min, max) - min) % step == 0;
    }

    @Override
    public OptionalLong cardinality() {
        return OptionalLong.of(size());
    }

    @Override
    public double unitCenter() {
        long nearest = Math.clamp(Math.round((center - min) / step), 0, size() - 1);
        return UnitInterval.middle(nearest, size());
    }

    private long size() {
        return (max - min) / step + 1;
    }
}
