package metta.sweep.optimizer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/// The losses of one objective as a model likes them: those worse than the median are pressed together
/// by a logarithm, so that what went quite wrong says no more than that it did, and all are
/// standardized.
///
/// The better half keeps its shape (half of the warping of Song et al., "The Vizier Gaussian process
/// bandit algorithm", 2024, section 3.3, which presses that too).
final class Targets {
    /// What is worse than the median by more than so many times as much as the best is better, is as
    /// bad as that: beside 1e300 even its logarithm would make all others alike.
    private static final double FARTHEST = 1e6;

    private final double worst;
    private final double turn;
    private final double spread;
    private final double mean;
    private final double deviation;

    /// Of the first objective.
    Targets(List<Evidence.Item> items) {
        this(items, 0, Double.NEGATIVE_INFINITY);
    }

    /// @param items of which those that have the objective count, one at least
    /// @param kept up to which loss all keep their shape, where that is worse than the median
    Targets(List<Evidence.Item> items, int objective, double kept) {
        this(
                items.stream()
                        .filter(each -> each.has(objective))
                        .mapToDouble(each -> each.losses().get(objective)),
                kept);
    }

    /// @param some losses, one at least
    Targets(DoubleStream some, double kept) {
        double[] losses = some.sorted().toArray();
        turn = Math.max(kept, losses[losses.length / 2]);
        double best = losses[0];
        worst = losses[losses.length - 1];
        double range = turn > best ? turn / 2 - best / 2 : worst > best ? worst / 2 - best / 2 : 1;
        spread = Math.max(range, Double.MIN_NORMAL);
        double[] warped = Arrays.stream(losses).map(this::warped).toArray();
        mean = Arrays.stream(warped).average().orElseThrow();
        double variance = Arrays.stream(warped)
                .map(each -> (each - mean) * (each - mean))
                .average()
                .orElseThrow();
        deviation = variance > 0 ? Math.sqrt(variance) : 1;
    }

    /// What stands for a loss: 0 in the mean, of variance 1. What failed counts as much as the worst
    /// that did not.
    double of(double loss) {
        return (warped(Math.min(loss, worst)) - mean) / deviation;
    }

    /// The loss that a target stands for, finite whatever the target is.
    double loss(double target) {
        double warped = mean + deviation * target;
        double z = warped > 0 ? StrictMath.expm1(warped) : warped;
        return Math.clamp(2 * (z * spread + turn / 2), -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    /// Halves are taken first, as the difference of two losses may be too large for a double.
    private double warped(double loss) {
        double z = Math.min((loss / 2 - turn / 2) / spread, FARTHEST);
        return z > 0 ? StrictMath.log1p(z) : z;
    }
}
