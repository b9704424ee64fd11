package metta.sweep.optimizer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// What a [ProteinSearch] knows of runs that ended: how good they were, what they cost, and which of
/// them are on the Pareto front of both.
final class ProteinModel {
    /// Of a larger front so many are looked around, evenly along it.
    private static final int MOST_CENTERS = 16;

    /// How much of what the process does not know counts for who is naive: little, so that a place
    /// that is known is not tried again and again.
    private static final double NAIVE = 0.3;

    private final ProteinSettings settings;
    private final Surrogate scores;
    private final CostModel costs;
    private final List<Evidence.Item> front;

    private ProteinModel(ProteinSettings settings, Surrogate scores, CostModel costs, List<Evidence.Item> front) {
        this.settings = settings;
        this.scores = scores;
        this.costs = costs;
        this.front = front;
    }

    /// @param evidence with a feasible run
    /// @param before what may be of use still, of the same settings
    static ProteinModel of(ProteinSettings settings, Evidence evidence, Optional<ProteinModel> before) {
        var scores = Surrogate.of(evidence, KernelShape.SLOPE, new LowestLoss(), before.map(each -> each.scores));
        if (before.isPresent() && before.get().scores == scores) {
            return before.get();
        }
        var same = before.filter(each -> each.scores.evidence().space() == evidence.space());
        var geometry = scores.geometry();
        var costs = CostModel.of(geometry, evidence.items(), same.map(each -> each.costs));
        return new ProteinModel(settings, scores, costs, front(evidence.items(), costs.costs(), settings.mostCost()));
    }

    /// Of the runs that keep all bounds and cost no more than a run may; of all of these where each
    /// cost more. Where none keeps them, the one that comes nearest.
    private static List<Evidence.Item> front(List<Evidence.Item> items, Costs costs, double most) {
        var ended = items.stream().filter(Evidence.Item::admissible).toList();
        if (ended.isEmpty()) {
            return Evidence.best(items, 1);
        }
        var allowed = ended.stream().filter(each -> !(each.cost() > most)).toList();
        var some = allowed.isEmpty() ? ended : allowed;
        int[] places = Front.places(
                some.stream().mapToDouble(costs::log).toArray(),
                some.stream().mapToDouble(Evidence.Item::loss).toArray());
        return IntStream.of(places).mapToObj(some::get).toList();
    }

    /// One of the front once more; nothing if all of it is under way, or keeps bounds not.
    Optional<Suggestion> again(List<Configuration> pending, RandomGenerator random) {
        var free = front.stream()
                .filter(each -> each.admissible() && !pending.contains(each.configuration()))
                .toList();
        if (free.isEmpty()) {
            return Optional.empty();
        }
        var chosen = free.get(random.nextInt(free.size()));
        return Optional.of(new Suggestion(
                chosen.configuration(),
                Map.of(),
                "trial %d once more, which is on the Pareto front of score and cost".formatted(chosen.number())));
    }

    /// The candidate that is worth the most, from where it climbs.
    Suggestion best(Problem problem, List<Configuration> pending, RandomGenerator random) {
        double[][] places = scores.places(pending);
        var model = scores.imagining(places, random).getFirst();
        var chances = scores.chances(places, random);
        var process = model.process();
        double most = mostCost();
        var reached = Front.of(model, chances, seen(places));
        var worth = switch (settings.worth()) {
            case EI -> new Improvement(process, Threshold.Lowest.within(most, reached), 1, chances);
            case UCB -> chances.of(new Hope(process, settings.hope(random)));
            case NAIVE -> new Improvement(process, new Threshold.AtCost(costs, reached), NAIVE, chances);
        };
        var candidates = new FrontCandidates(scores.evidence().space(), centers(), settings, random);
        return scores.best(
                problem, worth.and(new CostLimit(costs, most)), pending, candidates, random, reason(pending.size()));
    }

    /// What a trial may be expected to cost, as a logarithm.
    private double mostCost() {
        double expanded = costs.costs().most() + StrictMath.log1p(settings.expansion());
        return Math.min(StrictMath.log(settings.mostCost()), expanded);
    }

    /// What the points of the process cost, with those that are imagined.
    private double[] seen(double[][] pending) {
        return DoubleStream.concat(
                        scores.used().stream().mapToDouble(costs.costs()::log), DoubleStream.of(costs.of(pending)))
                .toArray();
    }

    private List<Evidence.Item> centers() {
        int count = Math.min(front.size(), MOST_CENTERS);
        return IntStream.range(0, count)
                .mapToObj(i -> front.get(count == 1 ? 0 : i * (front.size() - 1) / (count - 1)))
                .toList();
    }

    private String reason(int pending) {
        return "best by %s around a Pareto front of %d, by Gaussian processes of %s%s"
                .formatted(
                        settings.worth().name().toLowerCase(Locale.ROOT),
                        front.size(),
                        scores.evidence().counted(),
                        pending == 0 ? "" : " and %d under way".formatted(pending));
    }
}
