package metta.sweep;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.config.Goal;
import metta.sweep.config.OutcomeConstraint;

/// What makes one trial better than another, and which trials may be the best at all.
///
/// @param constraints what a trial has to keep to be the best
public record Merit(Goal goal, List<OutcomeConstraint> constraints) {
    public Merit {
        constraints = List.copyOf(constraints);
    }

    /// That of a sweep of which every trial may be the best.
    public Merit(Goal goal) {
        this(goal, List.of());
    }

    /// Whether a trial is known to keep all bounds.
    ///
    /// @param scores by metric
    public boolean admits(Map<String, Double> scores) {
        return missed(scores).isEmpty();
    }

    /// The bounds that a trial is not known to keep: it is beyond them, or its value of their metric is not known.
    ///
    /// @param scores by metric
    public List<OutcomeConstraint> missed(Map<String, Double> scores) {
        return constraints.stream()
                .filter(each -> Optional.ofNullable(scores.get(each.metric()))
                        .filter(value -> each.excess(value) <= 0)
                        .isEmpty())
                .toList();
    }

    /// The trial with the better score first, of equals that with the lower number. Each must have a score.
    public Comparator<Observation> order() {
        Comparator<Observation> byScore =
                Comparator.comparingDouble(each -> each.score().orElseThrow());
        return (goal == Goal.MAXIMIZE ? byScore.reversed() : byScore).thenComparingInt(Observation::number);
    }
}
