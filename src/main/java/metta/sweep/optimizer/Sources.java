package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metta.sweep.Precedent;
import metta.sweep.Problem;
import metta.sweep.optimizer.Coordinate.Choice;
import metta.sweep.optimizer.Evidence.Item;
import metta.sweep.space.Interval;

/// What earlier sweeps taught, as points of a model's space. Scores of one are compared with each
/// other alone, as those of another have another scale.
///
/// @param trust above 0 and at most 1
/// @param sweeps each one's trials, in order
record Sources(double trust, List<List<Item>> sweeps) {
    static final Sources NONE = new Sources(1, List.of());

    /// Who heeds costs does not learn from earlier sweeps.
    private static final double UNKNOWN_COST = Double.NaN;

    /// What is good of one sweep: a tenth of it.
    private static final double GOOD = 0.1;

    /// After so many trials an earlier sweep counts for half as much as at first.
    private static final double HALF_LIFE = 5;

    /// How far from the middle of the good ones a search looks first. Wider costs what a sweep that is
    /// alike gives, narrower what one that is not takes.
    private static final double WIDTH = 0.15;

    Sources {
        sweeps = List.copyOf(sweeps);
    }

    static Sources of(Problem problem, ModelSpace space) {
        var sweeps = problem.precedents().stream()
                .map(each -> items(problem, space, each))
                .filter(each -> each.stream().anyMatch(Item::feasible))
                .toList();
        return new Sources(problem.trust(), sweeps);
    }

    /// The space may have been edited since they were taken over.
    private static List<Item> items(Problem problem, ModelSpace space, Precedent precedent) {
        var items = new ArrayList<Item>();
        for (var lesson : precedent.lessons()) {
            if (space.space().contains(lesson.configuration())) {
                items.add(new Item(
                        items.size() + 1,
                        lesson.configuration(),
                        space.place(lesson.configuration()),
                        problem.objectives().stream()
                                .map(each -> Evidence.loss(each, lesson.scores()))
                                .toList(),
                        Bound.excesses(problem, lesson.scores()),
                        UNKNOWN_COST,
                        1));
            }
        }
        return items;
    }

    /// The same with other losses.
    Sources with(UnaryOperator<List<Item>> change) {
        return new Sources(trust, sweeps.stream().map(change).toList());
    }

    boolean any() {
        return !sweeps.isEmpty();
    }

    /// Of the trials of each in which a group of parameters takes part, all of them or none.
    List<Elite> elites(List<Integer> group) {
        return sweeps.stream()
                .map(sweep -> Elite.of(sweep.stream()
                        .filter(each -> each.point().has(group.getFirst()))
                        .toList()))
                .toList();
    }

    /// What each of the trials of one sweep weighs beside those of this one: all its good ones
    /// together as much as one of these at first, and less the more there are, so that a sweep which
    /// is not like this one is soon forgotten.
    ///
    /// @param own how many trials of this one have ended
    double weight(Elite earlier, int own) {
        return trust
                * HALF_LIFE
                / (HALF_LIFE + own)
                / Math.max(1, earlier.good().size());
    }

    private static Stream<Item> best(List<Item> sweep, int count) {
        return Evidence.best(sweep, count).stream().sorted(Item.BEST_FIRST);
    }

    /// What the good ones have in common, with what is believed otherwise in the place of what none of
    /// them has.
    ExpertPriors priors(ExpertPriors otherwise) {
        if (!any()) {
            return otherwise;
        }
        var good = sweeps.stream()
                .flatMap(each -> best(each, Math.max(1, (int) (GOOD * each.size()))))
                .map(Item::point)
                .toList();
        return new ExpertPriors(
                otherwise.coordinates(),
                IntStream.range(0, otherwise.coordinates().size())
                        .mapToObj(i ->
                                prior(otherwise.coordinates().get(i), i, good).or(() -> otherwise.at(i)))
                        .toList());
    }

    private Optional<ExpertPrior> prior(Coordinate coordinate, int place, List<Point> good) {
        double[] places = good.stream()
                .filter(each -> each.has(place))
                .mapToDouble(each -> each.at(place))
                .toArray();
        if (places.length == 0) {
            return Optional.empty();
        }
        return Optional.of(
                switch (coordinate) {
                    case Choice choice -> shares(choice, places);
                    case Coordinate.Line line -> bump(line, places);
                });
    }

    private ExpertPrior bump(Coordinate.Line line, double[] places) {
        double mean = 0;
        for (double each : places) {
            mean += each / places.length;
        }
        double likeliest = line.center() + trust * (mean - line.center());
        return new ExpertPrior.Bump(likeliest, WIDTH, trust / 2);
    }

    /// Half of what is likely is so because the good ones have it.
    private ExpertPrior shares(Choice choice, double[] chosen) {
        double[] shares = new double[choice.size()];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (1 - trust / 2) * choice.shares().get(i);
        }
        for (double each : chosen) {
            shares[(int) each] += trust / 2 / chosen.length;
        }
        return new ExpertPrior.Shares(
                IntStream.range(0, shares.length)
                        .mapToObj(i -> new Interval(i, i + 1))
                        .toList(),
                IntStream.range(0, shares.length).mapToObj(i -> shares[i]).toList(),
                false);
    }
}
