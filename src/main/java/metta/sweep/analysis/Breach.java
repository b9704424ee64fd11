package metta.sweep.analysis;

import java.util.List;
import java.util.Optional;
import metta.sweep.Merit;
import metta.sweep.Observation;
import metta.sweep.config.OutcomeConstraint;

/// A bound that a trial is not known to keep.
///
/// @param value that the trial has of the metric; empty where that is not known
public record Breach(OutcomeConstraint constraint, Optional<Double> value) {
    /// All of a trial.
    public static List<Breach> of(Observation trial, Merit merit) {
        return merit.missed(trial.scores()).stream()
                .map(each -> new Breach(each, Optional.ofNullable(trial.scores().get(each.metric()))))
                .toList();
    }

    /// How far the trial is beyond the limit, as a share of that; in the metric's own unit where the limit is 0.
    /// Infinite where it is not known.
    double distance() {
        double unit = constraint.limit() == 0 ? 1 : Math.abs(constraint.limit());
        return value.map(each -> constraint.excess(each) / unit).orElse(Double.POSITIVE_INFINITY);
    }
}
