package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// Tree-structured Parzen estimator: one density of the good configurations, one of the others, and of
/// some draws from the first the one that is likelier there than among the others by the largest
/// factor (Bergstra et al., "Algorithms for Hyper-Parameter Optimization", 2011, section 4).
///
/// With several objectives the good ones are chosen by fronts, see [Elite].
///
/// Densities are of all parameters together that take part together, see [Descent]. Runs that failed
/// and runs that have not ended belong to the others, so that parallel trials keep apart. The first
/// trials are points of a scrambled Sobol sequence, where no earlier sweep teaches anything.
///
/// It may heed what trials cost: then the factor counts by cost, see [Thrift].
final class TpeSearch implements Optimizer {
    private static final int STARTUP = 10;

    private final Thrift thrift;
    private final Evidence.Cache cache = new Evidence.Cache();
    private final Beginning start = new Beginning();

    TpeSearch(Thrift.Way way) {
        thrift = new Thrift(way);
    }

    @Override
    public synchronized List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        var evidence = cache.of(problem, observations);
        boolean begun = evidence.feasible() >= STARTUP;
        if ((!begun && !evidence.sources().any()) || problem.space().dimensions() == 0) {
            return start.suggestions(problem, evidence, pending, first, count);
        }
        var purse = thrift.purse(problem, evidence, observations);
        var suggestions = new ArrayList<Suggestion>();
        var flying = new ArrayList<>(
                pending.stream().filter(problem.space()::contains).toList());
        for (int number = first; number < first + count; number++) {
            if (!begun && number % 2 == 0) {
                suggestions.add(start.suggestion(problem, evidence, flying, number));
                flying.add(suggestions.getLast().configuration());
                continue;
            }
            var random = problem.random(number);
            int each = number;
            var claim = purse.map(it -> it.claim(flying, each));
            var chosen = new Descent(evidence, flying, claim.map(Purse.Claim::weight), random)
                    .from(Draws.first(problem.space(), random));
            flying.add(chosen);
            suggestions.add(new Suggestion(
                    chosen,
                    Map.of(),
                    reason(evidence, claim.map(Purse.Claim::words).orElse(""))));
        }
        return suggestions;
    }

    private static String reason(Evidence evidence, String cost) {
        int count = evidence.items().size();
        return "likelier among the best %d of %d than among the others%s%s%s"
                .formatted(
                        Elite.size(count, evidence.severalObjectives()),
                        count,
                        evidence.bounds() > 0 ? ", those within the outcome constraints before all others" : "",
                        cost,
                        evidence.sources().any() ? ", those of earlier sweeps among them" : "");
    }
}
