package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// Bayesian optimization: what a Gaussian process of the scores expects to improve on the best the
/// most (Jones, Schonlau and Welch, "Efficient global optimization of expensive black-box functions",
/// 1998).
///
/// Two trials are chosen near the best, see [TrustRegion], the next two anywhere, so that of every
/// other trial too half is near. Runs that have not ended are imagined to end in 16 ways, drawn from
/// what the process expects of them together. Where runs failed, what is to be gained counts by the
/// probability that a run does not.
///
/// It goes by the first objective, or by all: up to four by the volume that a trial adds to what the
/// front dominates, see [WidestFront], more by [Compromise].
final class GpSearch implements Optimizer {
    private static final int STARTUP = 6;

    /// Of which volumes are reckoned quickly.
    private static final int MOST_OBJECTIVES = 4;

    private final Objectives objectives;
    private final Evidence.Cache cache = new Evidence.Cache();
    private final InitialDesign start = new InitialDesign();
    private Optional<Surrogate> known = Optional.empty();

    /// By which it goes.
    enum Objectives {
        FIRST,
        ALL
    }

    GpSearch(Objectives objectives) {
        this.objectives = objectives;
    }

    @Override
    public synchronized List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        var evidence = cache.of(problem, observations);
        if (evidence.feasible() < STARTUP || problem.space().dimensions() == 0) {
            return start.suggest(problem, first, count);
        }
        var flying = new ArrayList<>(
                pending.stream().filter(problem.space()::contains).toList());
        var suggestions = new ArrayList<Suggestion>();
        for (int number = first; number < first + count; number++) {
            var suggestion = surrogate(problem, evidence, number).suggest(problem, flying, number, STARTUP);
            flying.add(suggestion.configuration());
            suggestions.add(suggestion);
        }
        return suggestions;
    }

    private Surrogate surrogate(Problem problem, Evidence evidence, int number) {
        int several = objectives == Objectives.ALL ? problem.objectives().size() : 1;
        if (several > MOST_OBJECTIVES) {
            return Surrogate.of(Compromise.of(evidence, problem.random(-number)), new LowestLoss(), Optional.empty());
        }
        var surrogate = Surrogate.of(evidence, several == 1 ? new LowestLoss() : new WidestFront(), known);
        known = Optional.of(surrogate);
        return surrogate;
    }
}
