package metta.sweep.space;

import java.util.OptionalLong;

/// Any real number between the bounds, all equally likely.
public record Uniform(double min, double max, double center, Scale scale) implements Parameter.Numeric {
    public Uniform {
        Bounds.checkReal(min, max, center);
        Bounds.checkNotTime(scale);
        min += 0.0;
        max += 0.0;
    }

    public Uniform(double min, double max) {
        this(min, max, Bounds.arithmeticMean(min, max), new Scale.Auto());
    }

    @Override
    public Double decode(double u) {
        return UnitInterval.interpolate(min, max, u);
    }

    @Override
    public double encode(Object value) {
        return UnitInterval.fraction(min, max, Reals.checked(value, min, max));
    }

    @Override
    public boolean contains(Object value) {
        return Reals.within(value, min, max);
    }

    @Override
    public OptionalLong cardinality() {
        return OptionalLong.empty();
    }

    @Override
    public double unitCenter() {
        return encode(center);
    }
}
