package metta.sweep.analysis;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import metta.sweep.Merit;
import metta.sweep.analysis.SweepAnalysis.Found;
import metta.sweep.config.OutcomeConstraint;

/// The trials of a sweep that have a score and are not known to keep its outcome constraints.
///
/// @param judged how many trials have a score
/// @param kept how many of these keep all outcome constraints
/// @param bounds how many there are of each bound that any of them is not known to keep
/// @param nearest the one that is least beyond all its bounds together; of those that have all of the metrics
public record Disqualified(long judged, long kept, List<Count> bounds, Optional<Found> nearest) {
    public Disqualified {
        bounds = List.copyOf(bounds);
    }

    /// How many trials do not keep one bound.
    ///
    /// @param beyond that are beyond it
    /// @param unknown of which the metric is not known
    public record Count(OutcomeConstraint constraint, long beyond, long unknown) {}

    static Disqualified of(List<Found> trials, Merit merit) {
        var disqualified = trials.stream()
                .filter(each -> !merit.admits(each.taught().scores()))
                .toList();
        var bounds = merit.constraints().stream()
                .map(each -> count(each, disqualified, merit))
                .filter(each -> each.beyond() + each.unknown() > 0)
                .toList();
        var nearest = disqualified.stream()
                .filter(each -> Double.isFinite(distance(each, merit)))
                .min(Comparator.comparingDouble((Found each) -> distance(each, merit))
                        .thenComparing(Found::taught, merit.order()));
        return new Disqualified(trials.size(), trials.size() - disqualified.size(), bounds, nearest);
    }

    private static Count count(OutcomeConstraint constraint, List<Found> disqualified, Merit merit) {
        var breaches = disqualified.stream()
                .flatMap(each -> Breach.of(each.taught(), merit).stream())
                .filter(each -> each.constraint().equals(constraint))
                .toList();
        long beyond = breaches.stream().filter(each -> each.value().isPresent()).count();
        return new Count(constraint, beyond, breaches.size() - beyond);
    }

    private static double distance(Found trial, Merit merit) {
        return Breach.of(trial.taught(), merit).stream()
                .mapToDouble(Breach::distance)
                .sum();
    }
}
