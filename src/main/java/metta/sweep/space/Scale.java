package metta.sweep.space;

/// How far from the centre a model-based optimizer looks at first, as a share of the normalised range.
public sealed interface Scale {
    /// The default: half the range.
    record Auto() implements Scale {}

    /// One doubling of the parameter: for times and step counts, on a logarithmic range only.
    record Time() implements Scale {}

    /// A share of the range given in so many words.
    record Width(double value) implements Scale {
        public Width {
            if (!(value > 0 && Double.isFinite(value))) {
                throw new InvalidParameterException("scale", "scale must be above 0, got " + Values.text(value));
            }
        }
    }

    /// The share as a number, for a parameter with these bounds.
    default double over(double min, double max) {
        return switch (this) {
            case Auto() -> 0.5;
            case Time() -> StrictMath.log(2) / (StrictMath.log(max) - StrictMath.log(min));
            case Width(double value) -> value;
        };
    }
}
