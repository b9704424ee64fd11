package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import metta.sweep.space.Configuration;

/// The way from what always takes part to what takes part because of that: each group of parameters that take part
/// together is chosen by the runs that have it, with those that were chosen before as they are.
///
/// So a branch of the space is learnt from its own runs alone, and a run teaches about all that it had.
///
/// @param pending those that are on their way, all of them in the space
record Descent(Evidence evidence, List<Configuration> pending, RandomGenerator random) {
    private static final int CANDIDATES = 24;
    private static final double GOOD_SHARE = 0.1;
    private static final int MOST_GOOD = 25;

    /// So many of the newest others say enough about where not to look.
    private static final int MOST_OTHERS = 1_000;

    /// So many of the newest points have their full weight.
    private static final int FULL_WEIGHT = 25;

    /// How many of so many runs are the good ones.
    static int goodOf(int count) {
        return (int) Math.min(Math.ceil(GOOD_SHARE * count), MOST_GOOD);
    }

    /// @param drawn what stands where nothing is chosen yet, or where the constraints reject what the densities suggest
    Configuration from(Configuration drawn) {
        var space = evidence.space();
        var chosen = new Candidate(drawn, space.whole(space.place(drawn), random));
        var left = new ArrayList<>(space.groups());
        for (var group = next(left, chosen); group.isPresent(); group = next(left, chosen)) {
            left.remove(group.get());
            chosen = best(group.get(), chosen);
        }
        return chosen.configuration();
    }

    private Optional<List<Integer>> next(List<List<Integer>> left, Candidate chosen) {
        var place = evidence.space().place(chosen.configuration());
        return left.stream().filter(place::hasAll).findFirst();
    }

    /// @param place with a value for each coordinate, whether it takes part or not
    private record Candidate(Configuration configuration, Point place) {}

    /// The best of some draws that a constraint lets pass. One that was tried before counts only where all were.
    private Candidate best(List<Integer> group, Candidate before) {
        var space = evidence.space();
        var densities = densities(group);
        var best = before;
        double highest = Double.NEGATIVE_INFINITY;
        boolean fresh = false;
        int drawn = 0;
        for (int tries = 0; drawn < CANDIDATES && tries < Draws.MOST; tries++) {
            var place = before.place().with(group, densities.good().draw(random));
            var configuration = space.at(place);
            if (configuration.isEmpty()) {
                continue;
            }
            drawn++;
            boolean news = !evidence.knows(configuration.get()) && !pending.contains(configuration.get());
            double gain = densities.gain(space.place(configuration.get()).only(group));
            if ((news && !fresh) || (news == fresh && gain > highest)) {
                highest = gain;
                best = new Candidate(configuration.get(), place);
                fresh = news;
            }
        }
        return best;
    }

    /// Of the parameters of one group.
    private record Densities(ParzenEstimator good, ParzenEstimator others) {
        double gain(Point point) {
            return good.logDensity(point) - others.logDensity(point);
        }
    }

    private Densities densities(List<Integer> group) {
        var having = evidence.items().stream()
                .filter(each -> each.point().hasAll(group))
                .toList();
        var best = Evidence.best(having, goodOf(having.size()));
        var good = having.stream().filter(best::contains).map(Evidence.Item::point);
        var bad = having.stream()
                .filter(each -> !best.contains(each))
                .skip(Math.max(0, having.size() - best.size() - MOST_OTHERS))
                .map(Evidence.Item::point);
        var flying = pending.stream().map(evidence.space()::place).filter(each -> each.hasAll(group));
        return new Densities(density(group, good), density(group, Stream.concat(bad, flying)));
    }

    private ParzenEstimator density(List<Integer> group, Stream<Point> points) {
        var own = points.map(each -> each.only(group)).toList();
        var coordinates =
                group.stream().map(evidence.space().coordinates()::get).toList();
        return new ParzenEstimator(coordinates, own, weights(own.size()));
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
}
