package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import metta.sweep.numeric.UnitScale;

/// Several objectives made into one by weights that are drawn for each trial: the worst of what they
/// weigh counts, and a little of all of them (Knowles, "ParEGO: a hybrid algorithm with on-line landscape
/// approximation for expensive multiobjective optimization problems", 2006, section III).
///
/// Each objective goes from 0 at its best to 1 at its worst. Where a run has no value, that counts as
/// the worst. Weights are drawn evenly from all there are: those on a lattice, as in the paper, mostly
/// leave an objective out where there are many.
final class Compromise {
    private static final double SLIGHT = 0.05;

    private Compromise() {}

    static Evidence of(Evidence evidence, int objectives, RandomGenerator random) {
        double[] weights = new double[objectives];
        Arrays.setAll(weights, _ -> -StrictMath.log(1 - random.nextDouble()));
        return evidence.with(items -> weighed(items, weights));
    }

    /// The runs of one sweep.
    private static List<Evidence.Item> weighed(List<Evidence.Item> items, double[] weights) {
        double[][] losses = UnitScale.of(Fronts.losses(items));
        var weighed = new ArrayList<Evidence.Item>();
        for (int i = 0; i < losses.length; i++) {
            var item = items.get(i);
            weighed.add(item.with(List.of(item.feasible() ? weighed(losses[i], weights) : Double.POSITIVE_INFINITY)));
        }
        return weighed;
    }

    private static double weighed(double[] losses, double[] weights) {
        double[] products = new double[losses.length];
        Arrays.setAll(products, i -> losses[i] * weights[i]);
        return Arrays.stream(products).max().orElseThrow()
                + SLIGHT * Arrays.stream(products).sum();
    }
}
