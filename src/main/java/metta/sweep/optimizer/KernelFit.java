package metta.sweep.optimizer;

import java.util.Arrays;
import metta.sweep.numeric.BoundedMinimizer;

/// The likeliest Gaussian process for some scores, by [Likelihood].
final class KernelFit {
    private static final int MOST_ROUNDS = 60;
    private static final double TOLERANCE = 1e-3;

    private final Geometry geometry;
    private final KernelShape shape;
    private final Prior prior;
    private final double[] logs;

    private KernelFit(Geometry geometry, KernelShape shape, Prior prior, double[] logs) {
        this.geometry = geometry;
        this.shape = shape;
        this.prior = prior;
        this.logs = logs;
    }

    /// @param points n×d
    /// @param targets n, standardized
    static KernelFit of(Geometry geometry, KernelShape shape, double[][] points, double[] targets) {
        return of(geometry, shape, new Prior(geometry.dimensions()), points, targets, ones(targets.length));
    }

    /// The same for points some of which may be of other sweeps, see [Kernel].
    ///
    /// @param seeds how many scores each target is the mean of
    static KernelFit of(
            Geometry geometry, KernelShape shape, Prior prior, double[][] points, double[] targets, int[] seeds) {
        var likelihood = new Likelihood(geometry, shape, prior, points, targets, seeds);
        var minimizer = new BoundedMinimizer(likelihood, prior.lower(), prior.upper());
        return new KernelFit(
                geometry,
                shape,
                prior,
                minimizer.from(prior.likeliest(), MOST_ROUNDS, TOLERANCE).point());
    }

    /// Each target is of one run.
    static int[] ones(int count) {
        int[] ones = new int[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    Geometry geometry() {
        return geometry;
    }

    Kernel kernel() {
        double[] inverseSquares = new double[geometry.dimensions()];
        for (int i = 0; i < inverseSquares.length; i++) {
            inverseSquares[i] = StrictMath.exp(-2 * logs[i]);
        }
        var kernel = new Kernel(
                geometry,
                shape,
                inverseSquares,
                StrictMath.exp(logs[prior.signal()]),
                StrictMath.exp(logs[prior.trend()]));
        return prior.others() ? kernel.withOthers(StrictMath.exp(logs[prior.likeness()]), prior.level()) : kernel;
    }

    /// The variance of what a score is off by.
    double noise() {
        return StrictMath.exp(logs[prior.noise()]);
    }

    /// A coordinate's length scale, by the geometric mean of all.
    double relativeScale(int coordinate) {
        double sum = 0;
        for (int i = 0; i < geometry.dimensions(); i++) {
            sum += logs[i];
        }
        return StrictMath.exp(logs[coordinate] - sum / geometry.dimensions());
    }
}
