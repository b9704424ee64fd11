package metta.sweep.optimizer;

import java.util.Arrays;

/// How much alike two points score: the covariance of a Gaussian process,
///
///     signal * matern(r²) + quadratic * (1 + z·z')²
///
/// with the Matérn function of smoothness 5/2 of a distance r that has a length scale for each
/// coordinate (Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, sections 4.2.1
/// and 5.1), and a polynomial of second degree of the places z on the lines (section 4.2.2), which
/// finds the bottom of a bowl from few points.
///
/// Points of other sweeps have the sweep's number, from 1, as one more coordinate. What two points of
/// different sweeps have in common is less, by one factor for all (the intrinsic model of coregionalization
/// with as little to learn as can be: Bonilla, Chai and Williams, "Multi-task Gaussian process prediction",
/// 2008, section 2), and each sweep has a level of its own, as its targets are standardized by themselves.
final class Kernel {
    /// The variance of the level of each sweep, where there are several.
    static final double LEVEL = 1;

    private static final double ROOT_FIVE = Math.sqrt(5);

    private final Geometry geometry;
    private final double[] inverseSquares;
    private final double signal;
    private final double quadratic;
    private final double likeness;
    private final double level;

    /// @param inverseSquares of the length scales, by coordinate
    Kernel(Geometry geometry, double[] inverseSquares, double signal, double quadratic) {
        this(geometry, inverseSquares, signal, quadratic, 1, 0);
    }

    /// The same where there are scores of other sweeps.
    ///
    /// @param alike how much alike different sweeps are, from 0 to 1
    Kernel withOthers(double alike) {
        return new Kernel(geometry, inverseSquares, signal, quadratic, alike, LEVEL);
    }

    private Kernel(
            Geometry geometry,
            double[] inverseSquares,
            double signal,
            double quadratic,
            double likeness,
            double level) {
        this.geometry = geometry;
        this.inverseSquares = inverseSquares.clone();
        this.signal = signal;
        this.quadratic = quadratic;
        this.likeness = likeness;
        this.level = level;
    }

    /// The Matérn function of a squared distance.
    static double matern(double squared) {
        double s = ROOT_FIVE * Math.sqrt(squared);
        return (1 + s + s * s / 3) * StrictMath.exp(-s);
    }

    /// How fast [#matern] falls with the squared distance.
    static double fall(double squared) {
        double s = ROOT_FIVE * Math.sqrt(squared);
        return 5.0 / 6 * (1 + s) * StrictMath.exp(-s);
    }

    /// The polynomial's value for a product of places.
    static double polynomial(double product) {
        return (1 + product) * (1 + product);
    }

    /// The covariance of the scores at two points.
    double of(double[] x, double[] y) {
        return value(x, y, squared(x, y), product(x, y));
    }

    private double value(double[] x, double[] y, double squared, double product) {
        double common = signal * matern(squared) + quadratic * polynomial(product);
        return sweep(x) == sweep(y) ? common + level : likeness * common;
    }

    /// The same, and its derivatives by the places of `x` on the lines.
    double of(double[] x, double[] y, double[] gradient) {
        double squared = squared(x, y);
        double shared = sweep(x) == sweep(y) ? 1 : likeness;
        double falling = shared * signal * fall(squared);
        double product = product(x, y);
        double rising = shared * 4 * quadratic * (1 + product);
        for (int i = 0; i < inverseSquares.length; i++) {
            gradient[i] = geometry.line(i) && !Double.isNaN(x[i])
                    ? rising * geometry.level(i, y[i]) - falling * inverseSquares[i] * geometry.slope(i, x[i], y[i])
                    : 0;
        }
        return value(x, y, squared, product);
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
