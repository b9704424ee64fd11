package metta.sweep.optimizer;

import java.util.List;

/// The part of the space around the best configuration in which half of the trials is chosen: wider
/// after a success, narrower after failures, longer along coordinates on which less depends (Eriksson
/// et al., "Scalable global optimization via local Bayesian optimization", 2019, section 2). Few
/// coordinates of the best are moved at a time, which is worth more the more there are.
///
/// Its size follows from the runs that ended, in the order of their numbers.
final class TrustRegion {
    private static final double LENGTH = 0.6;
    private static final double LONGEST = 0.8;
    private static final double SHORTEST = 1e-4;
    private static final double SUCCESS = 1.5;

    /// Four failures outweigh a success.
    private static final double FAILURE = StrictMath.pow(SUCCESS, -0.25);

    private static final double MOST_STRETCH = 4.5;

    private final Evidence.Item center;
    private final double length;
    private final KernelFit fit;

    private TrustRegion(Evidence.Item center, double length, KernelFit fit) {
        this.center = center;
        this.length = length;
        this.fit = fit;
    }

    /// @param items one of which is feasible
    /// @param first how many of them were not chosen by a model
    static TrustRegion of(List<Evidence.Item> items, int first, KernelFit fit) {
        var best = items.getFirst();
        double length = LENGTH;
        for (int i = 1; i < items.size(); i++) {
            boolean success = items.get(i).loss() < best.loss();
            best = success ? items.get(i) : best;
            length = i < first ? length : Math.clamp(length * (success ? SUCCESS : FAILURE), SHORTEST, LONGEST);
        }
        return new TrustRegion(best, length, fit);
    }

    Point center() {
        return center.point();
    }

    /// Where the region begins on a line that takes part at its centre.
    double lower(int coordinate) {
        return Math.max(0, center().at(coordinate) - half(coordinate));
    }

    double upper(int coordinate) {
        return Math.min(1, center().at(coordinate) + half(coordinate));
    }

    private double half(int coordinate) {
        return length / 2 * Math.clamp(fit.relativeScale(coordinate), 1 / MOST_STRETCH, MOST_STRETCH);
    }
}
