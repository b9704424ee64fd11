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
/// probability that a run does not. What a person believes of a point counts besides, see
/// [BeliefWeight], and so do the scores of earlier sweeps, see [Kernel].
final class GpSearch implements Optimizer {
    /// Where so many of the first trials have failed, all of them, earlier sweeps say nothing of it.
    private static final int MOST_FAILED = 6;

    private final Evidence.Cache cache = new Evidence.Cache();
    private final InitialDesign start = new InitialDesign();
    private Optional<Surrogate> known = Optional.empty();

    @Override
    public synchronized List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        var evidence = cache.of(problem, observations);
        boolean early = evidence.feasible() < startup(problem, evidence)
                || problem.space().dimensions() == 0;
        known = early ? Optional.empty() : Optional.of(Surrogate.of(evidence, KernelShape.BOWL, known));
        var flying = new ArrayList<>(
                pending.stream().filter(problem.space()::contains).toList());
        var suggestions = new ArrayList<Suggestion>();
        for (int number = first; number < first + count; number++) {
            var suggestion = known.isEmpty()
                    ? start.suggestion(problem, evidence, flying, number)
                    : suggestion(problem, known.get(), flying, number);
            flying.add(suggestion.configuration());
            suggestions.add(suggestion);
        }
        return suggestions;
    }

    /// How many trials have to end well before a model chooses: none where earlier sweeps say where to
    /// begin.
    private static int startup(Problem problem, Evidence evidence) {
        boolean failed = evidence.feasible() == 0 && evidence.items().size() >= MOST_FAILED;
        return evidence.sources().any() && !failed ? 0 : InitialDesign.size(problem);
    }

    private static Suggestion suggestion(
            Problem problem, Surrogate surrogate, List<Configuration> pending, int number) {
        var random = problem.random(number);
        var evidence = surrogate.evidence();
        int startup = startup(problem, evidence);
        var improvement = new Improvement(surrogate.imagining(surrogate.places(pending), random));
        var region = number / 2 % 2 == 1 && evidence.feasible() > 0
                ? Optional.of(TrustRegion.of(evidence.items(), startup, surrogate.fit()))
                : Optional.<TrustRegion>empty();
        var reason = "largest expected improvement %s, by a Gaussian process of %d runs%s%s"
                .formatted(
                        region.isPresent() ? "near the best" : "anywhere",
                        evidence.items().size(),
                        pending.isEmpty() ? "" : " and %d under way".formatted(pending.size()),
                        evidence.sources().any() ? ", and earlier sweeps" : "");
        var candidates = new SpaceCandidates(evidence, region, random);
        return surrogate.best(problem, believed(improvement, evidence, startup), pending, candidates, random, reason);
    }

    private static Acquisition believed(Acquisition worth, Evidence evidence, int startup) {
        var priors = evidence.space().priors();
        return priors.any() ? worth.and(BeliefWeight.after(evidence.items().size() - startup, priors)) : worth;
    }
}
