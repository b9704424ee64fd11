package metta.sweep.space;

/// Any real number between positive bounds, whose natural logarithm is normally distributed around that of the centre.
///
/// Files call it `log_normal` with a `stddev`; without one that is a [LogNormal].
///
/// @param stddev of the natural logarithm
public record LogGaussian(double min, double max, double center, double stddev, Scale scale) implements Parameter.Real {
    public LogGaussian {
        Bounds.checkFinite("min", min);
        Bounds.checkAbove("min", min, 0, " on a logarithmic range");
        Bounds.checkReal(min, max, center);
        Bounds.checkFinite("stddev", stddev);
        Bounds.checkAbove("stddev", stddev, 0, "");
        Bounds.checkMass(axis(min, max, center, stddev));
    }

    /// Around the geometric middle of the range.
    public static LogGaussian around(double min, double max, double stddev) {
        return new LogGaussian(min, max, Bounds.geometricMean(min, max), stddev, new Scale.Auto());
    }

    @Override
    public Double decode(double u) {
        return UnitInterval.inside(
                min,
                max,
                u,
                each -> StrictMath.exp(axis(min, max, center, stddev).decode(each)));
    }

    @Override
    public double encode(Object value) {
        return axis(min, max, center, stddev).encode(StrictMath.log(Reals.checked(value, min, max)));
    }

    private static TruncatedNormal axis(double min, double max, double center, double stddev) {
        return new TruncatedNormal(StrictMath.log(center), stddev, StrictMath.log(min), StrictMath.log(max));
    }
}
