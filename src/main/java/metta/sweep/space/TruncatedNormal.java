package metta.sweep.space;

import org.hipparchus.distribution.continuous.NormalDistribution;

/// The normal distribution between two bounds, as a way between [0, 1] and an axis: `u` is the share of the
/// distribution between the bounds that lies below a point.
///
/// @param mean of the whole distribution, which may lie outside the bounds
/// @param stddev of the whole distribution
record TruncatedNormal(double mean, double stddev, double low, double high) {
    /// With less than this between the bounds, a double could no longer tell the points there apart.
    static final double LEAST = 1e-6;

    /// Which share of the whole distribution lies between the bounds.
    double share() {
        return below(high) - below(low);
    }

    double decode(double u) {
        double below = UnitInterval.interpolate(below(low), below(high), u);
        return Math.clamp(whole().inverseCumulativeProbability(below), low, high);
    }

    double encode(double point) {
        return UnitInterval.fraction(below(low), below(high), below(point));
    }

    private double below(double point) {
        return whole().cumulativeProbability(point);
    }

    private NormalDistribution whole() {
        return new NormalDistribution(mean, stddev);
    }
}
