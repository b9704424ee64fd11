package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import metta.sweep.numeric.Domination;
import metta.sweep.optimizer.Evidence.Item;

/// Ended runs by how good they are in all objectives together: none of a front is better than another
/// of it, and each is worse than some of the front before. Runs that lack an objective come on fronts
/// of their own behind all others; behind them come those that do not keep all bounds, the farther
/// they are beyond them (constrained domination: Deb et al., "A fast and elitist multiobjective
/// genetic algorithm: NSGA-II", 2002, section VI).
final class Fronts {
    private Fronts() {}

    /// The best first, each by trial number; runs that are not feasible are on none.
    static List<List<Item>> of(List<Item> items) {
        var fronts = new ArrayList<List<Item>>();
        var feasible = items.stream().filter(Item::feasible).toList();
        feasible.stream()
                .collect(Collectors.groupingBy(Item::violation, TreeMap::new, Collectors.toList()))
                .values()
                .forEach(alike -> fronts.addAll(alike.size() == 1 ? List.of(alike) : ofAlike(alike)));
        return fronts;
    }

    /// Of those that are equally far beyond bounds.
    private static List<List<Item>> ofAlike(List<Item> alike) {
        var fronts = new ArrayList<List<Item>>();
        fronts.addAll(sorted(alike.stream().filter(Item::complete).toList()));
        fronts.addAll(sorted(alike.stream().filter(each -> !each.complete()).toList()));
        return fronts;
    }

    private static List<List<Item>> sorted(List<Item> items) {
        int[] places = Domination.fronts(losses(items));
        var fronts = new ArrayList<List<Item>>();
        for (int i = 0; i < places.length; i++) {
            while (fronts.size() <= places[i]) {
                fronts.add(new ArrayList<>());
            }
            fronts.get(places[i]).add(items.get(i));
        }
        return fronts;
    }

    /// n×d
    static double[][] losses(List<Item> items) {
        return items.stream()
                .map(each ->
                        each.losses().stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
    }

    /// The best so many of some runs: front by front, and of the one that does not fit the preferred
    /// ones.
    static List<Item> best(List<Item> items, int count, Preference preference) {
        var best = new ArrayList<Item>();
        for (var front : of(items)) {
            if (best.size() < count) {
                best.addAll(
                        preference.preferred(List.copyOf(best), front, Math.min(count - best.size(), front.size())));
            }
        }
        return best;
    }
}
