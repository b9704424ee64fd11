package metta.sweep.optimizer;

import java.util.List;
import java.util.random.RandomGenerator;

/// What a CMA-ES knows after some generations, from which the next one is drawn. It never changes.
///
/// After convergence it begins anew elsewhere with generations twice as large (Auger and Hansen, "A
/// Restart CMA Evolution Strategy With Increasing Population Size", 2005).
///
/// @param generations how many have been taken in
record CmaEsState(LineDistribution lines, ChoiceDistribution choices, Rates rates, int generations) {
    /// A short search has smaller generations, so that there are some.
    private static final int LEAST_GENERATIONS = 50;

    static CmaEsState first(ExpertPriors priors, int maxTrials) {
        var lines = LineDistribution.first(priors);
        var rates = new Rates(lines.size(), size(priors.coordinates().size(), maxTrials));
        return new CmaEsState(lines, ChoiceDistribution.first(priors), rates, 0);
    }

    private static int size(int dimensions, int maxTrials) {
        double log = StrictMath.log(Math.max(1, dimensions));
        return Math.clamp(maxTrials / LEAST_GENERATIONS, 4 + (int) log, 4 + (int) (3 * log));
    }

    Point draw(RandomGenerator random) {
        double[] point = new double[lines.size() + choices.size()];
        lines.draw(point, random);
        choices.draw(point, random);
        return Point.of(point);
    }

    /// @param generation in any order; one without a feasible point teaches nothing
    CmaEsState after(List<Evidence.Item> generation, List<Coordinate> coordinates, RandomGenerator random) {
        var ranked = generation.stream().sorted(Evidence.Item.BEST_FIRST).toList();
        if (!ranked.getFirst().feasible()) {
            return new CmaEsState(lines, choices, rates, generations + 1);
        }
        if (!ranked.getFirst().better(ranked.getLast())) {
            return anew(coordinates, random);
        }
        var points = ranked.stream().map(Evidence.Item::point).toList();
        var next = lines.after(points, rates, random);
        return next.converged()
                ? anew(coordinates, random)
                : new CmaEsState(next, choices.after(points, rates), rates, generations + 1);
    }

    private CmaEsState anew(List<Coordinate> coordinates, RandomGenerator random) {
        return new CmaEsState(
                lines.anew(random),
                ChoiceDistribution.first(coordinates),
                new Rates(lines.size(), 2 * rates.size()),
                generations + 1);
    }
}
