package metta.sweep.optimizer;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import metta.sweep.optimizer.Evidence.Item;

/// The good ones among some runs, and the newest of the others, both by trial number.
///
/// With one objective the good ones are those with the smallest loss. With several they are the first
/// fronts, and of the one that does not fit those that together dominate most (Ozaki et al.,
/// "Multiobjective tree-structured Parzen estimator", 2022, section 4).
record Elite(List<Item> good, List<Item> others) {
    private static final double SHARE = 0.1;

    /// Of several objectives, where the good ones are as different as the front is long.
    private static final double SHARE_OF_SEVERAL = 0.2;

    private static final int MOST = 25;

    /// So many say enough about where not to look.
    private static final int MOST_OTHERS = 1_000;

    /// What a run weighs at least that adds next to nothing to the front: it is good all the same.
    private static final double LEAST_WEIGHT = 0.3;

    static Elite of(List<Item> some) {
        boolean several = !some.isEmpty() && some.getFirst().losses().size() > 1;
        int size = size(some.size(), several);
        Set<Item> best = Collections.newSetFromMap(new IdentityHashMap<>());
        best.addAll(several ? Fronts.best(some, size, new Preference.Volume()) : Evidence.best(some, size));
        var good = best.stream().sorted(Comparator.comparingInt(Item::number)).toList();
        var others = some.reversed().stream()
                .filter(each -> !best.contains(each))
                .limit(MOST_OTHERS)
                .toList();
        return new Elite(good, others.reversed());
    }

    /// How many of so many runs are the good ones.
    static int size(int count, boolean severalObjectives) {
        return (int) Math.min(Math.ceil((severalObjectives ? SHARE_OF_SEVERAL : SHARE) * count), MOST);
    }

    /// How much each of the good ones counts with several objectives: as much as would be lost without
    /// it of what they all dominate, as a share of the most. Those that others of them are ahead of in
    /// keeping bounds count least.
    double[] weights() {
        double least = good.stream().mapToDouble(Item::violation).min().orElse(0);
        var ahead = good.stream().filter(each -> each.violation() == least).toList();
        double[] shares = Preference.Volume.shares(ahead);
        double[] weights = new double[good.size()];
        int next = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = good.get(i).violation() == least ? shares[next++] : 0;
        }
        double most = Arrays.stream(weights).max().orElse(0);
        Arrays.setAll(weights, i -> most > 0 ? Math.max(LEAST_WEIGHT, weights[i] / most) : 1);
        return weights;
    }
}
