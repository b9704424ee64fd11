package metta.sweep.optimizer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The losses that were reached at each cost: the Pareto front of both, with straight lines between
/// its points.
final class Front {
    private final double[] costs;
    private final double[] losses;

    private Front(double[] costs, double[] losses) {
        this.costs = costs;
        this.losses = losses;
    }

    /// Of some points, one at least.
    ///
    /// @param costs n, as logarithms
    /// @param losses n
    static Front of(double[] costs, double[] losses) {
        int[] places = places(costs, losses);
        return new Front(
                Arrays.stream(places).mapToDouble(i -> costs[i]).toArray(),
                Arrays.stream(places).mapToDouble(i -> losses[i]).toArray());
    }

    /// By set of targets, of what keeps all bounds; where nothing does the highest loss of all at any
    /// cost, as whatever keeps them would be an improvement.
    ///
    /// @param costs of the process's points, as logarithms
    static List<Front> of(LossModel model, Chances chances, double[] costs) {
        return IntStream.range(0, model.process().sets())
                .mapToObj(set -> {
                    int[] kept = model.places(_ -> true, chances, set);
                    double[] means = model.process().seen(set);
                    return kept.length == 0
                            ? new Front(
                                    new double[] {0},
                                    new double[] {Arrays.stream(means).max().orElseThrow()})
                            : of(
                                    IntStream.of(kept)
                                            .mapToDouble(i -> costs[i])
                                            .toArray(),
                                    IntStream.of(kept)
                                            .mapToDouble(i -> means[i])
                                            .toArray());
                })
                .toList();
    }

    /// Which of the points none is as good as that costs no more, the cheapest first.
    static int[] places(double[] costs, double[] losses) {
        int[] sorted = IntStream.range(0, costs.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> costs[i]).thenComparingDouble(i -> losses[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double best = Double.POSITIVE_INFINITY;
        int[] places = new int[sorted.length];
        int count = 0;
        for (int i : sorted) {
            if (losses[i] < best) {
                best = losses[i];
                places[count++] = i;
            }
        }
        return Arrays.copyOf(places, count);
    }

    /// The loss at a cost: below all costs that of the cheapest point.
    double at(double cost) {
        int next = next(cost);
        if (next == 0 || next == costs.length) {
            return losses[Math.max(0, next - 1)];
        }
        return losses[next] + slope(cost) * (cost - costs[next]);
    }

    /// The lowest loss that cost no more; below all costs that of the cheapest point.
    double within(double cost) {
        int next = next(cost);
        return losses[next < costs.length && costs[next] == cost ? next : Math.max(0, next - 1)];
    }

    /// How fast the loss changes with the cost.
    double slope(double cost) {
        int next = next(cost);
        return next == 0 || next == costs.length
                ? 0
                : (losses[next] - losses[next - 1]) / (costs[next] - costs[next - 1]);
    }

    private int next(double cost) {
        int found = Arrays.binarySearch(costs, cost);
        return found < 0 ? -found - 1 : found;
    }
}
