package metta.sweep.space;

/// Any real number between the bounds, normally distributed around the centre with that standard deviation.
///
/// Files call it `normal`.
public record Gaussian(double min, double max, double center, double stddev, Scale scale) implements Parameter.Real {
    public Gaussian {
        Bounds.checkReal(min, max, center);
        Bounds.checkNotTime(scale);
        Bounds.checkFinite("stddev", stddev);
        Bounds.checkAbove("stddev", stddev, 0, "");
        Bounds.checkMass(new TruncatedNormal(center, stddev, min, max));
        min += 0.0;
        max += 0.0;
    }

    /// Around the middle of the range.
    public static Gaussian around(double min, double max, double stddev) {
        return new Gaussian(min, max, Bounds.arithmeticMean(min, max), stddev, new Scale.Auto());
    }

    @Override
    public Double decode(double u) {
        return UnitInterval.inside(min, max, u, axis()::decode);
    }

    @Override
    public double encode(Object value) {
        return axis().encode(Reals.checked(value, min, max));
    }

    private TruncatedNormal axis() {
        return new TruncatedNormal(center, stddev, min, max);
    }
}
