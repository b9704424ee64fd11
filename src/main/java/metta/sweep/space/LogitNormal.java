package metta.sweep.space;

/// A share between 0 and 1 on a logit axis, which looks as closely at 0.99 to 0.999 as at 0.9 to 0.99.
///
/// Bounds are moved into [1e-6, 1 - 1e-6], where the logit is finite.
public record LogitNormal(double min, double max, double center, Scale scale) implements Parameter.Real {
    private static final double LOWEST = 1e-6;
    private static final double HIGHEST = 1 - 1e-6;

    public LogitNormal {
        checkShare("min", min);
        checkShare("max", max);
        Bounds.checkReal(min, max, center);
        Bounds.checkNotTime(scale);
        double low = Math.clamp(min, LOWEST, HIGHEST);
        double high = Math.clamp(max, LOWEST, HIGHEST);
        if (low >= high) {
            throw new InvalidParameterException(
                    "max",
                    "nothing is left between min %s and max %s within [1e-6, 1 - 1e-6]"
                            .formatted(Values.text(min), Values.text(max)));
        }
        min = low;
        max = high;
        center = Math.clamp(center, low, high);
    }

    public LogitNormal(double min, double max) {
        this(min, max, Bounds.arithmeticMean(min, max), new Scale.Auto());
    }

    @Override
    public Double decode(double u) {
        return UnitInterval.inside(
                min, max, u, each -> 1 / (1 + StrictMath.exp(-UnitInterval.interpolate(logit(min), logit(max), each))));
    }

    @Override
    public double encode(Object value) {
        return UnitInterval.fraction(logit(min), logit(max), logit(Reals.checked(value, min, max)));
    }

    private static double logit(double share) {
        return StrictMath.log(share) - StrictMath.log1p(-share);
    }

    private static void checkShare(String part, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new InvalidParameterException(
                    part, "%s must be between 0 and 1 for logit_normal, got %s".formatted(part, Values.text(value)));
        }
    }
}
