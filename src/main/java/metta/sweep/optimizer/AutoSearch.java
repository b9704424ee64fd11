package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// The optimizer for who does not want to choose one: two that learn from each other's trials, in
/// turn, or one that has all of them.
///
/// A Gaussian process looks all over the space and knows what to make of few trials; a CMA-ES goes
/// down into the valley that was found, where a process is too coarse. Where there is nothing but
/// choices, and so no valley, the process has all trials; and so have, with several objectives, the
/// processes of them.
final class AutoSearch implements Optimizer {
    private final Optimizer process = Optimizers.gp();
    private final Optimizer evolution = new CmaEsSearch();
    private final Optimizer processes = Optimizers.mogp();

    @Override
    public List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        var suggestions = new ArrayList<Suggestion>();
        var flying = new ArrayList<>(pending);
        for (int number = first; number < first + count; number++) {
            for (var suggestion : choice(problem, number).suggest(problem, observations, flying, number)) {
                flying.add(suggestion.configuration());
                suggestions.add(suggestion);
            }
        }
        return suggestions;
    }

    /// @param why it was chosen, for people
    private record Choice(Optimizer optimizer, String why) {
        List<Suggestion> suggest(
                Problem problem, List<Observation> observations, List<Configuration> pending, int number) {
            return optimizer.suggest(problem, observations, pending, number, 1).stream()
                    .map(each -> new Suggestion(each.configuration(), each.attributes(), why + ": " + each.reason()))
                    .toList();
        }
    }

    private Choice choice(Problem problem, int number) {
        if (problem.objectives().size() > 1) {
            return new Choice(processes, "mogp, as there are several objectives");
        }
        boolean lines = problem.space().freeNames().stream()
                .map(problem.space()::parameter)
                .anyMatch(each -> Coordinate.of(each) instanceof Coordinate.Line);
        if (!lines) {
            return new Choice(process, "gp, as there are only choices");
        }
        return number % 2 == 0 ? new Choice(evolution, "cmaes, in turn") : new Choice(process, "gp, in turn");
    }
}
