package metta.sweep.space;

import java.util.OptionalLong;

/// The numbers `min`, `min + step`, `min + 2 step` … up to `max`, all equally likely. `max` is among them only if the
/// steps meet it.
public record Stepped(double min, double max, double step, double center, Scale scale) implements Parameter.Numeric {
    public Stepped {
        Bounds.checkReal(min, max, center);
        Bounds.checkNotTime(scale);
        min += 0.0;
        max += 0.0;
        var _ = new Steps(min, max, step);
    }

    public Stepped(double min, double max, double step) {
        this(min, max, step, Bounds.arithmeticMean(min, max), new Scale.Auto());
    }

    @Override
    public Double decode(double u) {
        return steps().at(UnitInterval.bin(u, steps().size()));
    }

    @Override
    public double encode(Object value) {
        return UnitInterval.middle(steps().indexOf(value), steps().size());
    }

    @Override
    public boolean contains(Object value) {
        return steps().meet(value);
    }

    @Override
    public OptionalLong cardinality() {
        return OptionalLong.of(steps().size());
    }

    @Override
    public double unitCenter() {
        return UnitInterval.middle(steps().nearest(center), steps().size());
    }

    private Steps steps() {
        return new Steps(min, max, step);
    }
}
