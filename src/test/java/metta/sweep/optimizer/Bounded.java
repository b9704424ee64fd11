package metta.sweep.optimizer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.config.OutcomeConstraint;
import metta.sweep.space.Configuration;

/// An optimizer to whom it is said that runs have a length, and that it is bounded on both sides:
/// about half of all configurations keep both bounds.
record Bounded(Optimizer optimizer) implements Optimizer {
    private static final List<OutcomeConstraint> BOUNDS =
            List.of(OutcomeConstraint.atMost("length", 0.6), OutcomeConstraint.atLeast("length", 0.4));

    @Override
    public List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        var measured = observations.stream()
                .map(each -> each.feasible() ? with(each, Map.of("length", length(problem, each))) : each)
                .toList();
        return optimizer.suggest(problem.bounded(BOUNDS), measured, pending, first, count);
    }

    /// How far along those of its parameters that take part it is, on average.
    private static double length(Problem problem, Observation observation) {
        return Arrays.stream(problem.space().encode(observation.configuration()))
                .filter(each -> !Double.isNaN(each))
                .average()
                .orElse(0.5);
    }

    /// The same run with more metrics.
    static Observation with(Observation observation, Map<String, Double> more) {
        var scores = new LinkedHashMap<>(observation.scores());
        scores.putAll(more);
        return new Observation(
                observation.runId(),
                observation.number(),
                observation.version(),
                observation.configuration(),
                scores,
                observation.cost(),
                observation.fidelity(),
                Optional.empty(),
                Optional.empty());
    }
}
