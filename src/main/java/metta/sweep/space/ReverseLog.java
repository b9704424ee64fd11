package metta.sweep.space;

/// Any real number between bounds below 1, spread so that its distance from 1 is on a logarithmic axis: 0.9 to 0.99 is
/// as much as 0.99 to 0.999.
public record ReverseLog(double min, double max, double center, Scale scale) implements Parameter.Real {
    public ReverseLog {
        Bounds.checkReal(min, max, center);
        Bounds.checkNotTime(scale);
        if (!(max < 1)) {
            throw new InvalidParameterException(
                    "max", "max must be below 1 for reverse_log, got %s".formatted(Values.text(max)));
        }
        min += 0.0;
        max += 0.0;
    }

    public ReverseLog(double min, double max) {
        this(min, max, middle(min, max), new Scale.Auto());
    }

    @Override
    public Double decode(double u) {
        return UnitInterval.inside(
                min, max, u, each -> 1 - StrictMath.exp(-UnitInterval.interpolate(nearness(min), nearness(max), each)));
    }

    @Override
    public double encode(Object value) {
        return UnitInterval.fraction(nearness(min), nearness(max), nearness(Reals.checked(value, min, max)));
    }

    /// How many times nearer to 1 than 0 is, as a logarithm.
    private static double nearness(double value) {
        return -StrictMath.log(1 - value);
    }

    private static double middle(double min, double max) {
        return max < 1 && min < max ? 1 - Bounds.geometricMean(1 - max, 1 - min) : min;
    }
}
