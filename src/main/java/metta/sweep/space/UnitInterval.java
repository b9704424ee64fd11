package metta.sweep.space;

import java.util.function.DoubleUnaryOperator;

/// Arithmetic on [0, 1]: equal bins for what can be counted, interpolation for what cannot.
///
/// Everything here is `StrictMath`, so that two machines decode the same point to the same value.
final class UnitInterval {
    /// More bins than this and neighbours would no longer be told apart by a double near 1.
    static final long MOST_BINS = 1L << 50;

    private UnitInterval() {}

    static double check(double u) {
        if (!(u >= 0 && u <= 1)) {
            throw new IllegalArgumentException("a unit coordinate must be in [0, 1], got " + u);
        }
        return u;
    }

    /// The bin, of `bins` equal ones, that `u` lies in.
    static long bin(double u, long bins) {
        return Math.min(bins - 1, (long) (check(u) * bins));
    }

    static double middle(long bin, long bins) {
        return (bin + 0.5) / bins;
    }

    /// The point that lies `u` of the way from `low` to `high`: never outside, whatever the rounding, and safe when
    /// `high - low` overflows.
    static double interpolate(double low, double high, double u) {
        double span = high - low;
        double point = Double.isFinite(span) ? low + check(u) * span : low * (1 - check(u)) + high * u;
        return u == 1 ? high : Math.clamp(point, low, high) + 0.0;
    }

    /// The value at `u` of a range whose bounds come back exactly, and which rounding never leaves.
    static double inside(double min, double max, double u, DoubleUnaryOperator value) {
        if (check(u) == 0 || u == 1) {
            return u == 0 ? min : max;
        }
        return Math.clamp(value.applyAsDouble(u), min, max) + 0.0;
    }

    /// How far along the way from `low` to `high` the point lies: the inverse of [#interpolate].
    static double fraction(double low, double high, double point) {
        double span = high - low;
        double fraction = Double.isFinite(span) ? (point - low) / span : (point / 2 - low / 2) / (high / 2 - low / 2);
        return Math.clamp(fraction, 0.0, 1.0);
    }
}
