package metta.sweep.space;

/// Any real number between the bounds, all equally likely.
public record Uniform(double min, double max, double center, Scale scale) implements Parameter.Real {
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
}
