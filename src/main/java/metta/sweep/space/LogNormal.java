package metta.sweep.space;

/// Any real number between positive bounds, on a logarithmic axis: every order of magnitude is equally likely.
///
/// Files call it `log_normal`, after the prior that model-based optimizers put around its centre.
public record LogNormal(double min, double max, double center, Scale scale) implements Parameter.Real {
    public LogNormal {
        Bounds.checkFinite("min", min);
        Bounds.checkAbove("min", min, 0, " on a logarithmic range");
        Bounds.checkReal(min, max, center);
    }

    public LogNormal(double min, double max) {
        this(min, max, Bounds.geometricMean(min, max), new Scale.Auto());
    }

    @Override
    public Double decode(double u) {
        return UnitInterval.inside(
                min,
                max,
                u,
                each -> StrictMath.exp(UnitInterval.interpolate(StrictMath.log(min), StrictMath.log(max), each)));
    }

    @Override
    public double encode(Object value) {
        double number = Reals.checked(value, min, max);
        return UnitInterval.fraction(StrictMath.log(min), StrictMath.log(max), StrictMath.log(number));
    }
}
