package metta.sweep.config;

/// A bound that a metric of every trial that is to be used has to keep, such as a latency of 50 ms at
/// most. Unlike a constraint on parameters it is known of a trial only when that has ended.
///
/// @param metric as the program reports it; it may be one that is optimized too
public record OutcomeConstraint(String metric, Side side, double limit) {
    /// On which side of the limit the metric has to be; on it is good enough.
    public enum Side {
        AT_LEAST,
        AT_MOST
    }

    public OutcomeConstraint {
        if (metric.isBlank()) {
            throw new IllegalArgumentException("a metric's name must not be blank");
        }
        if (!Double.isFinite(limit)) {
            throw new IllegalArgumentException("the limit of %s must be finite, got %s".formatted(metric, limit));
        }
    }

    public static OutcomeConstraint atMost(String metric, double limit) {
        return new OutcomeConstraint(metric, Side.AT_MOST, limit);
    }

    public static OutcomeConstraint atLeast(String metric, double limit) {
        return new OutcomeConstraint(metric, Side.AT_LEAST, limit);
    }

    /// How far a value is beyond the limit, in the metric's unit: at most 0 where it is not.
    public double excess(double value) {
        return side == Side.AT_MOST ? value - limit : limit - value;
    }

    /// Such as `latency_ms <= 50.0`.
    @Override
    public String toString() {
        return "%s %s %s".formatted(metric, side == Side.AT_MOST ? "<=" : ">=", limit);
    }
}
