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
final class GpSearch implements Optimizer {
    private static final int STARTUP = 6;

    private final Evidence.Cache cache = new Evidence.Cache();
    private final InitialDesign start = new InitialDesign();
    private Optional<Surrogate> known = Optional.empty();

    /// Whether earlier sweeps say where to begin: not where whatever they said has failed.
    private static boolean isTaught(Evidence evidence) {
        boolean failed = evidence.feasible() == 0 && evidence.items().size() >= STARTUP;
        return evidence.sources().any() && !failed;
    }

    @Override
    public synchronized List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        var evidence = cache.of(problem, observations);
        boolean taught = isTaught(evidence);
        if ((evidence.feasible() < STARTUP && !taught) || problem.space().dimensions() == 0) {
            return start.suggest(problem, first, count);
        }
        var surrogate = Surrogate.of(evidence, known);
        known = Optional.of(surrogate);
        var flying = new ArrayList<>(
                pending.stream().filter(problem.space()::contains).toList());
        var suggestions = new ArrayList<Suggestion>();
        for (int number = first; number < first + count; number++) {
            var suggestion = surrogate.suggest(problem, flying, number, taught ? 1 : STARTUP);
            flying.add(suggestion.configuration());
            suggestions.add(suggestion);
        }
        return suggestions;
    }
}
