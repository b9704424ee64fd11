package metta.sweep;

import metta.sweep.config.Aggregate;
import metta.sweep.config.Goal;

/// What a job's reports of one metric come to.
///
/// @param nonFinite how many of the `count` values were NaN or infinite; the others make up min, max and sum
public record MetricSummary(double last, double min, double max, double sum, long count, long nonFinite, long step) {
    public static MetricSummary of(MetricPoint point) {
        return new MetricSummary(0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, 0, 0, 0).plus(point);
    }

    public MetricSummary plus(MetricPoint point) {
        double value = point.value();
        if (!Double.isFinite(value)) {
            return new MetricSummary(value, min, max, sum, count + 1, nonFinite + 1, point.step());
        }
        return new MetricSummary(
                value, Math.min(min, value), Math.max(max, value), sum + value, count + 1, nonFinite, point.step());
    }

    /// The one number that stands for the job; NaN where no finite value could.
    public double aggregate(Aggregate how, Goal goal) {
        long finite = count - nonFinite;
        return switch (how) {
            case LAST -> last;
            case BEST -> finite == 0 ? Double.NaN : goal == Goal.MAXIMIZE ? max : min;
            case MEAN -> finite == 0 ? Double.NaN : sum / finite;
        };
    }
}
