package metta.sweep.optimizer;

import java.util.Arrays;

/// How much alike two points score: the covariance of a Gaussian process,
///
///     signal * matern(r²) + trend * polynomial(z·z')
///
/// with a distance r that has a length scale for each coordinate (Rasmussen and Williams 2006, section
/// 5.1) and the places z on the lines; for the functions see [KernelShape].
///
/// Points of other sweeps have the sweep's number, from 1, as one more coordinate. What two points of
/// different sweeps have in common is less, by one factor for all (the intrinsic model of
/// coregionalization with as little to learn as can be: Bonilla, Chai and Williams, "Multi-task
/// Gaussian process prediction", 2008, section 2), and each sweep has a level of its own, as its
/// targets are standardized by themselves.
final class Kernel {
    private final Geometry geometry;
    private final KernelShape shape;
    private final double root;
    private final double[] inverseSquares;
    private final double signal;
    private final double trend;
    private final double likeness;
    private final double level;

    /// @param inverseSquares of the length scales, by coordinate
    Kernel(Geometry geometry, KernelShape shape, double[] inverseSquares, double signal, double trend) {
        this(geometry, shape, inverseSquares, signal, trend, 1, 0);
    }

    /// The same where there are scores of other sweeps.
    ///
    /// @param alike how much alike different sweeps are, from 0 to 1
    /// @param ofEach the variance of the level of each sweep
    Kernel withOthers(double alike, double ofEach) {
        return new Kernel(geometry, shape, inverseSquares, signal, trend, alike, ofEach);
    }

    private Kernel(
            Geometry geometry,
            KernelShape shape,
            double[] inverseSquares,
            double signal,
            double trend,
            double likeness,
            double level) {
        this.geometry = geometry;
        this.shape = shape;
        root = Math.sqrt(shape.square());
        this.inverseSquares = inverseSquares.clone();
        this.signal = signal;
        this.trend = trend;
        this.likeness = likeness;
        this.level = level;
    }

    /// The covariance of the scores at two points.
    double of(double[] x, double[] y) {
        double s = root * Math.sqrt(squared(x, y));
        return value(x, y, shape.alike(s) * StrictMath.exp(-s), product(x, y));
    }

    private double value(double[] x, double[] y, double matern, double product) {
        double common = signal * matern + trend * shape.polynomial(product);
        return sweep(x) == sweep(y) ? common + level : likeness * common;
    }

    /// The same, and its derivatives by the places of `x` on the lines.
    double of(double[] x, double[] y, double[] gradient) {
        double s = root * Math.sqrt(squared(x, y));
        double e = StrictMath.exp(-s);
        double shared = sweep(x) == sweep(y) ? 1 : likeness;
        double falling = shared * signal * (shape.fall(s) * e);
        double product = product(x, y);
        double rising = shared * 2 * trend * shape.rise(product);
        for (int i = 0; i < inverseSquares.length; i++) {
            gradient[i] = geometry.line(i) && !Double.isNaN(x[i])
                    ? rising * geometry.level(i, y[i]) - falling * inverseSquares[i] * geometry.slope(i, x[i], y[i])
                    : 0;
        }
        return value(x, y, shape.alike(s) * e, product);
    }

    /// Whether a point is of this sweep.
    boolean own(double[] point) {
        return sweep(point) == 0;
    }

    /// The same place in this sweep.
    double[] moved(double[] point) {
        return Arrays.copyOf(point, inverseSquares.length);
    }

    private double sweep(double[] point) {
        return sweep(point, inverseSquares.length);
    }

    /// The number of a point's sweep: 0 for this one.
    static double sweep(double[] point, int dimensions) {
        return point.length > dimensions ? point[dimensions] : 0;
    }

    private double squared(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < inverseSquares.length; i++) {
            sum += inverseSquares[i] * geometry.squared(i, x[i], y[i]);
        }
        return sum;
    }

    private double product(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < inverseSquares.length; i++) {
            sum += geometry.level(i, x[i]) * geometry.level(i, y[i]);
        }
        return sum;
    }
}
