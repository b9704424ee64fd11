package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import metta.sweep.numeric.UnitScale;

/// Several objectives made into one by weights: the worst of what they weigh, and a little of all of
/// them (Knowles, "ParEGO: a hybrid algorithm with on-line landscape approximation for expensive
/// multiobjective optimization problems", 2006, section III), or their sum.
///
/// Each objective goes from 0 at its best to 1 at its worst. Where a run has no value, that counts as
/// the worst.
///
/// @param weights by objective, one of them above 0 at least
record Compromise(Scalarization.Way way, List<Double> weights) {
    private static final double SLIGHT = 0.05;

    Compromise {
        weights = List.copyOf(weights);
    }

    /// The same runs with one objective.
    Evidence of(Evidence evidence) {
        return evidence.with(this::weighed);
    }

    /// The runs of one sweep.
    private List<Evidence.Item> weighed(List<Evidence.Item> items) {
        double[][] losses = UnitScale.of(Fronts.losses(items));
        var weighed = new ArrayList<Evidence.Item>();
        for (int i = 0; i < losses.length; i++) {
            var item = items.get(i);
            weighed.add(item.with(List.of(item.feasible() ? weighed(losses[i]) : Double.POSITIVE_INFINITY)));
        }
        return weighed;
    }

    private double weighed(double[] losses) {
        double[] products = new double[losses.length];
        Arrays.setAll(products, i -> losses[i] * weights.get(i));
        double sum = Arrays.stream(products).sum();
        return switch (way) {
            case LINEAR -> sum;
            case HYPERVOLUME, TCHEBYCHEFF -> Arrays.stream(products).max().orElseThrow() + SLIGHT * sum;
        };
    }
}
