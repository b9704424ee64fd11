package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// Tree-structured Parzen estimator: one density of the good configurations, one of the others, and of some draws from
/// the first the one that is likelier there than among the others by the largest factor (Bergstra et al., "Algorithms
/// for
/// Hyper-Parameter Optimization", 2011, section 4).
///
/// Densities are of whole configurations, conditional parameters included: see [ParzenEstimator]. Runs that failed and
/// runs that have not ended belong to the others, so that parallel trials keep apart. The first trials are points of a
/// scrambled Sobol sequence.
final class TpeSearch implements Optimizer {
    private static final int STARTUP = 10;
    private static final int CANDIDATES = 24;
    private static final double GOOD_SHARE = 0.1;
    private static final int MOST_GOOD = 25;

    /// So many of the newest others say enough about where not to look.
    private static final int MOST_OTHERS = 1_000;

    /// So many of the newest points have their full weight.
    private static final int FULL_WEIGHT = 25;

    private final Evidence.Cache cache = new Evidence.Cache();
    private final SobolSearch start = new SobolSearch();

    @Override
    public synchronized List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        var evidence = cache.of(problem, observations);
        long feasible =
                evidence.items().stream().filter(Evidence.Item::feasible).count();
        if (feasible < STARTUP || problem.space().dimensions() == 0) {
            return start.suggest(problem, observations, pending, first, count);
        }
        var suggestions = new ArrayList<Suggestion>();
        var flying = new ArrayList<>(pending);
        for (int number = first; number < first + count; number++) {
            var suggestion = suggest(problem, evidence, flying, number);
            flying.add(suggestion.configuration());
            suggestions.add(suggestion);
        }
        return suggestions;
    }

    private Suggestion suggest(Problem problem, Evidence evidence, List<Configuration> pending, int number) {
        var space = evidence.space();
        int some = (int) Math.min(Math.ceil(GOOD_SHARE * evidence.items().size()), MOST_GOOD);
        var best = evidence.best(some);
        var good = points(evidence.items().stream().filter(best::contains).toList());
        var others = points(evidence.items().stream()
                .filter(each -> !best.contains(each))
                .skip(Math.max(0, evidence.items().size() - best.size() - MOST_OTHERS))
                .toList());
        pending.stream().filter(problem.space()::contains).map(space::place).forEach(others::add);
        var candidates = new Candidates(
                space,
                new ParzenEstimator(space.coordinates(), good, weights(good.size())),
                new ParzenEstimator(space.coordinates(), others, weights(others.size())),
                evidence,
                new HashSet<>(pending));
        var chosen = candidates.best(problem.random(number), CANDIDATES);
        return chosen.map(it -> new Suggestion(
                        it,
                        Map.of(),
                        "likelier among the best %d of %d than among the others"
                                .formatted(best.size(), evidence.items().size())))
                .orElseGet(() -> new Suggestion(
                        Draws.first(problem.space(), problem.random(number)),
                        Map.of(),
                        "random draw %d, because the constraints reject what the densities suggest".formatted(number)));
    }

    private static List<Point> points(List<Evidence.Item> items) {
        return new ArrayList<>(items.stream().map(Evidence.Item::point).toList());
    }

    /// The newest have weight 1, those before them the less the older they are.
    private static double[] weights(int count) {
        double[] weights = new double[count];
        int old = Math.max(0, count - FULL_WEIGHT);
        for (int i = 0; i < count; i++) {
            double least = 1.0 / count;
            weights[i] = i >= old ? 1 : old == 1 ? least : least + (1 - least) * i / (old - 1);
        }
        return weights;
    }

    /// Draws from the density of the good ones.
    ///
    /// @param pending those that are on their way
    private record Candidates(
            ModelSpace space,
            ParzenEstimator good,
            ParzenEstimator others,
            Evidence evidence,
            Set<Configuration> pending) {
        /// The best of so many draws that a constraint lets pass. One that was tried before counts only where all were.
        Optional<Configuration> best(RandomGenerator random, int count) {
            Optional<Configuration> best = Optional.empty();
            double highest = Double.NEGATIVE_INFINITY;
            boolean fresh = false;
            int drawn = 0;
            for (int tries = 0; drawn < count && tries < Draws.MOST; tries++) {
                var candidate = space.at(good.draw(random));
                if (candidate.isEmpty()) {
                    continue;
                }
                drawn++;
                boolean news = !evidence.knows(candidate.get()) && !pending.contains(candidate.get());
                var place = space.place(candidate.get());
                double gain = good.logDensity(place) - others.logDensity(place);
                if ((news && !fresh) || (news == fresh && gain > highest)) {
                    highest = gain;
                    best = candidate;
                    fresh = news;
                }
            }
            return best;
        }
    }
}
