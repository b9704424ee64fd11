package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// Evolution: each trial is a child of the best runs that have ended by then.
///
/// The parents are the best of all that ended, front by front, and on the front that does not fit
/// those that are preferred. With [Mating] and [Preference.Room] this is NSGA-II (Deb et al., "A fast
/// and elitist multiobjective genetic algorithm: NSGA-II", 2002, section III), with [Niches] NSGA-III
/// (Deb and Jain, "An evolutionary many-objective optimization algorithm using reference-point-based
/// nondominated sorting approach, part I", 2014, section IV), whose parents are found by tournaments
/// here too. With [Differences] it is differential evolution, of several objectives as in GDE3
/// (Kukkonen and Lampinen, "GDE3: the third evolution step of generalized differential evolution",
/// 2005).
///
/// Theirs go by generations; here a run counts as soon as it has ended, so that nothing has to be kept
/// but what is on record. The first trials are points of a scrambled Sobol sequence.
final class EvolutionSearch implements Optimizer {
    private static final int STARTUP = 10;
    private static final int FEWEST_PARENTS = 10;
    private static final int MOST_PARENTS = 100;

    private final Breeding breeding;
    private final Preference preference;
    private final Evidence.Cache cache = new Evidence.Cache();
    private final Beginning start = new Beginning();

    EvolutionSearch(Breeding breeding, Preference preference) {
        this.breeding = breeding;
        this.preference = preference;
    }

    @Override
    public synchronized List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        var evidence = cache.of(problem, observations);
        if (evidence.feasible() < STARTUP || problem.space().dimensions() == 0) {
            return start.suggestions(problem, evidence, pending, first, count);
        }
        var parents = Fronts.best(evidence.distinct(), parents(problem), preference);
        var suggestions = new ArrayList<Suggestion>();
        var flying = new ArrayList<>(pending);
        for (int number = first; number < first + count; number++) {
            var family = new Family(evidence, parents, flying, problem.random(number));
            var suggestion = family.child(breeding);
            flying.add(suggestion.configuration());
            suggestions.add(suggestion);
        }
        return suggestions;
    }

    /// Few: what has been found is kept by the record, not by the parents.
    private static int parents(Problem problem) {
        int growing = (int) (2 * StrictMath.cbrt(problem.maxTrials()));
        int several = 2 * problem.objectives().size();
        return Math.clamp(Math.max(growing, several), FEWEST_PARENTS, MOST_PARENTS);
    }
}
