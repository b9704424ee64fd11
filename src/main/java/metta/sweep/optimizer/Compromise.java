package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import metta.sweep.config.Metric;
import metta.sweep.config.Spelling;
import metta.sweep.numeric.UnitScale;

/// Several objectives made into one by weights: the worst of what they weigh, and a little of all of
/// them (Knowles, "ParEGO: a hybrid algorithm with on-line landscape approximation for expensive
/// multiobjective optimization problems", 2006, section III), or their sum.
///
/// Each objective goes from 0 at its best to 1 at its worst on the front, and on to 2: what is worse
/// still counts as that, so that one run that went quite wrong does not make all others alike. A run
/// that lacks a value is behind all that have them. Runs beyond bounds do not move these marks.
///
/// @param weights by objective, one of them above 0 at least
record Compromise(Scalarization.Way way, List<Double> weights) {
    private static final double SLIGHT = 0.05;

    Compromise {
        weights = List.copyOf(weights);
        if (weights.stream().noneMatch(each -> each > 0)) {
            throw new IllegalArgumentException("one weight at least must be above 0, got " + weights);
        }
    }

    /// What it is, for people, such as `the worst of loss × 0.31, latency × 1`.
    String words(List<Metric> metrics) {
        var weighed = IntStream.range(0, weights.size())
                .mapToObj(i -> String.format(
                        Locale.ROOT, "%s × %.2g", Spelling.shown(metrics.get(i).name()), weights.get(i)))
                .collect(Collectors.joining(", "));
        return switch (way) {
            case LINEAR -> "the sum of " + weighed;
            case HYPERVOLUME, TCHEBYCHEFF -> "the worst of " + weighed;
        };
    }

    /// The same runs with one objective.
    Evidence of(Evidence evidence) {
        return evidence.with(this::weighed);
    }

    /// The runs of one sweep.
    List<Evidence.Item> weighed(List<Evidence.Item> items) {
        double[][] losses = scaled(items);
        double[] sums = Arrays.stream(losses).mapToDouble(this::weighed).toArray();
        double worst = IntStream.range(0, sums.length)
                .filter(i -> items.get(i).complete())
                .mapToDouble(i -> sums[i])
                .max()
                .orElse(0);
        var weighed = new ArrayList<Evidence.Item>();
        for (int i = 0; i < sums.length; i++) {
            var item = items.get(i);
            double behind = item.complete() ? 0 : worst + 1;
            weighed.add(item.with(List.of(item.feasible() ? behind + sums[i] : Double.POSITIVE_INFINITY)));
        }
        return weighed;
    }

    private static double[][] scaled(List<Evidence.Item> items) {
        double[][] losses = Fronts.losses(items);
        double[] nearest = nearest(items);
        double[] farthest = farthest(items);
        double least = least(items);
        double[][] within = new double[losses.length + 1][];
        within[losses.length] = farthest;
        for (int i = 0; i < losses.length; i++) {
            double[] run = losses[i];
            boolean inside = items.get(i).violation() == least;
            within[i] = IntStream.range(0, run.length)
                    .mapToDouble(objective -> Double.isInfinite(run[objective])
                            ? run[objective]
                            : Math.min(
                                    inside ? run[objective] : Math.max(run[objective], nearest[objective]),
                                    farthest[objective]))
                    .toArray();
        }
        double[][] halved = UnitScale.of(within);
        return Arrays.stream(halved, 0, losses.length)
                .map(each -> Arrays.stream(each).map(place -> 2 * place).toArray())
                .toArray(double[][]::new);
    }

    /// How far those that come nearest to keeping all bounds are beyond them: 0 where any keeps them.
    private static double least(List<Evidence.Item> items) {
        return items.stream().mapToDouble(Evidence.Item::violation).min().orElse(0);
    }

    /// By objective, the best of those.
    private static double[] nearest(List<Evidence.Item> items) {
        double least = least(items);
        var inside = items.stream().filter(each -> each.violation() == least).toList();
        return IntStream.range(
                        0, items.isEmpty() ? 0 : items.getFirst().losses().size())
                .mapToDouble(objective -> inside.stream()
                        .mapToDouble(each -> each.losses().get(objective))
                        .min()
                        .orElse(Double.NEGATIVE_INFINITY))
                .toArray();
    }

    /// By objective, as far beyond the worst on the front as that is from the best; the worst of all
    /// where the front has one value.
    private static double[] farthest(List<Evidence.Item> items) {
        int objectives = items.isEmpty() ? 0 : items.getFirst().losses().size();
        var complete = items.stream().filter(Evidence.Item::complete).toList();
        var front = complete.isEmpty() ? complete : Fronts.of(complete).getFirst();
        double[] farthest = new double[objectives];
        for (int i = 0; i < objectives; i++) {
            int objective = i;
            var there = front.stream()
                    .mapToDouble(each -> each.losses().get(objective))
                    .summaryStatistics();
            double range = there.getMax() - there.getMin();
            farthest[i] = range > 0 && range < Double.POSITIVE_INFINITY
                    ? there.getMax() + range
                    : items.stream()
                            .filter(each -> each.has(objective))
                            .mapToDouble(each -> each.losses().get(objective))
                            .max()
                            .orElse(0);
        }
        return farthest;
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
