package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.optimizer.Coordinate.Line;
import metta.sweep.space.Configuration;

/// The optimizer for who does not want to choose one.
///
/// A Gaussian process looks all over the space and knows what to make of few trials. Where there are
/// few parameters, all of them real numbers, a CMA-ES has every other trial: it goes down into the
/// valley that was found, where a process is too coarse, and both learn from all trials. Several
/// objectives have a process each. Where most parameters take part only under conditions, as where the
/// first choice is an algorithm, a process may see a few bad runs of a branch and never look there
/// again: a Parzen estimator, which does, has every third trial. Where trials are to be chosen by
/// their cost too, or metrics are bounded, it is processes alone, as an evolution knows nothing of
/// cost, and of bounds only which trials do not keep them.
final class AutoSearch implements Optimizer {
    private static final int FEW = 10;
    private static final int TURN_OF_BRANCHES = 3;

    private final Optimizer process;
    private final Optimizer processes;
    private final Optimizer densities;
    private final Optimizer evolution = new CmaEsSearch();
    private final boolean thrifty;

    AutoSearch(GpSettings settings) {
        process = GpSearch.ofOne(settings);
        processes = GpSearch.ofAll(Scalarization.BY_VOLUME, settings);
        densities = new TpeSearch(settings.thrift());
        thrifty = settings.thrift() != Thrift.Way.NEVER;
    }

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
        var coordinates = new ModelSpace(problem.space()).coordinates();
        var conditions = problem.space().conditions().keySet();
        long conditional = problem.space().freeNames().stream()
                .filter(conditions::contains)
                .count();
        if (2 * conditional > coordinates.size()) {
            boolean turn = number % TURN_OF_BRANCHES == 0;
            return new Choice(
                    turn ? densities : process,
                    (turn ? "tpe" : "gp") + ", in turn, as most parameters take part under a condition");
        }
        if (thrifty) {
            return new Choice(process, "gp, as cmaes cannot heed what trials cost");
        }
        if (!problem.outcomes().isEmpty()) {
            return new Choice(process, "gp, as cmaes cannot tell where outcome constraints are kept");
        }
        if (coordinates.size() > FEW) {
            return new Choice(process, "gp, as there are more than %d parameters".formatted(FEW));
        }
        boolean smooth = problem.space().conditions().isEmpty()
                && coordinates.stream().allMatch(each -> each instanceof Line line && line.step() == 0);
        if (!smooth) {
            return new Choice(process, "gp, as there are choices, steps or conditions");
        }
        return number % 2 == 0 ? new Choice(evolution, "cmaes, in turn") : new Choice(process, "gp, in turn");
    }
}
