package metta.sweep.space;

/// The real numbers from `low` to `high`; none if `low` is above.
public record Interval(double low, double high) {
    Interval below(double limit) {
        return new Interval(low, Math.min(high, limit));
    }

    Interval above(double limit) {
        return new Interval(Math.max(low, limit), high);
    }

    public double width() {
        return high - low;
    }

    boolean empty() {
        return !(low <= high);
    }
}
