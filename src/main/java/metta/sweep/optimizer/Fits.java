package metta.sweep.optimizer;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What was fitted to some of the runs that ended, for all of them.
///
/// Up to 50 runs that is all of them. Beyond, there is a new fit with every tenth more runs, to those
/// that there were then, and of more than 250 runs to the best, the newest and those nearest to the
/// best. So it follows from the runs alone, whatever was asked before.
///
/// @param items the first runs, among which are those that it is fitted to
/// @param scores the process of what they scored
/// @param labels the process of [Feasibility], if one of them failed
record Fits(ModelSpace space, List<Evidence.Item> items, KernelFit scores, Optional<KernelFit> labels) {
    private static final int ALWAYS_FITTED = 50;
    private static final int MOST_FITTED = 250;

    /// @param before what may be of use still
    static Fits of(Evidence evidence, Optional<Fits> before) {
        var first = firstOf(evidence.items());
        return before.filter(each -> each.space == evidence.space() && SharedStart.isAll(each.items, first))
                .orElseGet(() -> to(first, evidence.space()));
    }

    private static Fits to(List<Evidence.Item> items, ModelSpace space) {
        var geometry = new Geometry(space);
        var fitted = nearest(items, MOST_FITTED);
        var scores = KernelFit.of(geometry, places(fitted), new Targets(fitted).of(fitted));
        return new Fits(space, items, scores, Feasibility.fit(geometry, newest(items)));
    }

    /// The runs to begin with: all where none of the first was feasible.
    private static List<Evidence.Item> firstOf(List<Evidence.Item> items) {
        var first = items.subList(0, fittedOf(items.size()));
        return first.stream().anyMatch(Evidence.Item::feasible) ? first : items;
    }

    /// How many of so many runs come to be fitted to.
    static int fittedOf(int count) {
        int fitted = Math.min(count, ALWAYS_FITTED);
        while (fitted >= ALWAYS_FITTED && fitted + fitted / 10 <= count) {
            fitted += fitted / 10;
        }
        return fitted;
    }

    /// How likely a run does not fail, where one of these did.
    Optional<Feasibility> feasibility(List<Evidence.Item> ended) {
        var newest = newest(ended);
        return labels.or(() -> Feasibility.fit(scores.geometry(), newest)).map(each -> Feasibility.of(each, newest));
    }

    private static List<Evidence.Item> newest(List<Evidence.Item> items) {
        return items.subList(Math.max(0, items.size() - MOST_FITTED), items.size());
    }

    /// Of more than `most` the best quarter of that number, the newest quarter, and those that come
    /// nearest to the best in what they scored; by number.
    static List<Evidence.Item> nearest(List<Evidence.Item> items, int most) {
        if (items.size() <= most) {
            return items;
        }
        var newest = items.subList(items.size() - most / 4, items.size());
        var best = items.stream().sorted(Evidence.Item.BEST_FIRST).limit(most);
        return Stream.concat(newest.stream(), best)
                .distinct()
                .limit(most)
                .sorted(Comparator.comparingInt(Evidence.Item::number))
                .toList();
    }

    static double[][] places(List<Evidence.Item> items) {
        return items.stream().map(each -> each.point().toArray()).toArray(double[][]::new);
    }
}
