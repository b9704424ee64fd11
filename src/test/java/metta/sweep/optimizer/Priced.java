package metta.sweep.optimizer;

import java.util.List;
import java.util.Optional;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// An optimizer to whom it is said that runs cost from 1 to 7, and that there is a budget for about a
/// hundred of them.
record Priced(Optimizer optimizer) implements Optimizer {
    @Override
    public List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        var priced = observations.stream()
                .map(each -> costing(each, 1 + each.number() % 7))
                .toList();
        return optimizer.suggest(problem.within(Optional.of(400.0)), priced, pending, first, count);
    }

    static Observation costing(Observation observation, double cost) {
        return new Observation(
                observation.runId(),
                observation.number(),
                observation.version(),
                observation.configuration(),
                observation.scores(),
                cost,
                observation.fidelity(),
                observation.problem(),
                observation.invalidated());
    }
}
