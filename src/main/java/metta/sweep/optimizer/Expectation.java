package metta.sweep.optimizer;

import java.util.Locale;
import metta.sweep.config.Goal;
import metta.sweep.config.Metric;
import metta.sweep.config.Spelling;

/// What a model expects a trial to score by one metric, in the metric's own numbers, for people.
///
/// @param low one standard deviation below, as the model sees scores, see [Targets]: of what it does
///     not know and of what scores are off by
/// @param high one above
record Expectation(Metric metric, double middle, double low, double high) {
    /// @param targets which the model is of
    static Expectation of(Metric metric, Targets targets, double mean, double deviation) {
        double middle = targets.loss(mean);
        double low = targets.loss(mean - deviation);
        double high = targets.loss(mean + deviation);
        return metric.goal() == Goal.MINIMIZE
                ? new Expectation(metric, middle, low, high)
                : new Expectation(metric, -middle, -high, -low);
    }

    /// Such as `loss 0.231 (0.2 to 0.27)`.
    @Override
    public String toString() {
        return "%s %s (%s to %s)".formatted(Spelling.shown(metric.name()), number(middle), number(low), number(high));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value + 0.0);
    }
}
