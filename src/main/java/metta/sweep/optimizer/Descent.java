package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import metta.sweep.space.Configuration;

/// The way from what always takes part to what takes part because of that: each group of parameters
/// that take part together is chosen by the runs that have it, with those that were chosen before as
/// they are.
///
/// So a branch of the space is learnt from its own runs alone, and a run teaches about all that it
/// had.
///
/// @param pending those that are on their way, all of them in the space
/// @param besides what makes a configuration worth more or less
record Descent(Evidence evidence, List<Configuration> pending, Optional<Acquisition> besides, RandomGenerator random) {
    private static final int CANDIDATES = 24;

    /// So many of the newest points have their full weight.
    private static final int FULL_WEIGHT = 25;

    /// @param drawn what stands where nothing is chosen yet, or where the constraints reject what the
    ///     densities suggest
    Configuration from(Configuration drawn) {
        var space = evidence.space();
        var chosen = new Candidate(drawn, space.whole(space.place(drawn), random));
        var left = new ArrayList<>(parts());
        for (var part = next(left, chosen); part.isPresent(); part = next(left, chosen)) {
            left.remove(part.get());
            chosen = best(part.get(), chosen);
        }
        return chosen.configuration();
    }

    /// What is chosen together, of a group of parameters of which all take part or none.
    private record Part(List<Integer> group, List<Integer> places) {}

    /// Whole groups; with several objectives in every other trial, by chance, one parameter after the
    /// other. The good ones then lie all along a front, and what is true of all of them is easier seen
    /// in each parameter by itself.
    private List<Part> parts() {
        boolean apart = evidence.severalObjectives() && random.nextBoolean();
        return evidence.space().groups().stream()
                .flatMap(group -> apart
                        ? group.stream().map(place -> new Part(group, List.of(place)))
                        : Stream.of(new Part(group, group)))
                .toList();
    }

    private Optional<Part> next(List<Part> left, Candidate chosen) {
        var place = evidence.space().place(chosen.configuration());
        return left.stream().filter(part -> place.has(part.group().getFirst())).findFirst();
    }

    /// @param place with a value for each coordinate, whether it takes part or not
    private record Candidate(Configuration configuration, Point place) {}

    /// The best of some draws that a constraint lets pass. One that was tried before counts only where
    /// all were.
    private Candidate best(Part part, Candidate before) {
        var space = evidence.space();
        var places = part.places();
        var densities = densities(part);
        var best = before;
        double highest = Double.NEGATIVE_INFINITY;
        boolean fresh = false;
        int drawn = 0;
        for (int tries = 0; drawn < CANDIDATES && tries < Draws.MOST; tries++) {
            var place = before.place().with(places, densities.good().draw(random));
            var configuration = space.at(place);
            if (configuration.isEmpty()) {
                continue;
            }
            drawn++;
            boolean news = evidence.isNew(configuration.get(), pending);
            var settled = space.place(configuration.get());
            double gain = densities.gain(settled.only(places)) + besides(settled);
            if ((news && !fresh) || (news == fresh && gain > highest)) {
                highest = gain;
                best = new Candidate(configuration.get(), place);
                fresh = news;
            }
        }
        return best;
    }

    private double besides(Point place) {
        return besides.map(each -> each.of(new double[][] {place.toArray()})[0]).orElse(0.0);
    }

    /// Of the parameters of one part.
    private record Densities(ParzenEstimator good, ParzenEstimator others) {
        double gain(Point point) {
            return good.logDensity(point) - others.logDensity(point);
        }
    }

    private Densities densities(Part part) {
        var elite = evidence.elite(part.group());
        var bad = elite.others().stream().map(Evidence.Item::point);
        var flying = pending.stream()
                .map(evidence.space()::place)
                .filter(each -> each.has(part.group().getFirst()));
        var best = elite.good().stream().map(Evidence.Item::point).toList();
        var rest = Stream.concat(bad, flying).toList();
        var good = weighed(best, evidence.severalObjectives() ? elite.weights() : weights(best.size()));
        var others = weighed(rest, weights(rest.size()));
        for (var earlier : evidence.sources().elites(part.group())) {
            double weight = evidence.sources().weight(earlier, evidence.items().size());
            earlier.good().forEach(each -> good.add(new Weighed(each.point(), weight)));
            earlier.others().forEach(each -> others.add(new Weighed(each.point(), weight)));
        }
        var space = evidence.space();
        return new Densities(
                density(part, good, space.priors()), density(part, others, ExpertPriors.none(space.coordinates())));
    }

    /// A point, and how much it counts.
    private record Weighed(Point point, double weight) {}

    private static List<Weighed> weighed(List<Point> points, double[] weights) {
        var weighed = new ArrayList<Weighed>();
        for (int i = 0; i < weights.length; i++) {
            weighed.add(new Weighed(points.get(i), weights[i]));
        }
        return weighed;
    }

    private static ParzenEstimator density(Part part, List<Weighed> points, ExpertPriors priors) {
        return new ParzenEstimator(
                priors.only(part.places()),
                points.stream().map(each -> each.point().only(part.places())).toList(),
                points.stream().mapToDouble(Weighed::weight).toArray());
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
