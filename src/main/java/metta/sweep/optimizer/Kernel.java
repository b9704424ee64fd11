package metta.sweep.optimizer;

/// How much alike two points score: the covariance of a Gaussian process,
///
///     signal * matern(r²) + trend * polynomial(z·z')
///
/// with a distance r that has a length scale for each coordinate (Rasmussen and Williams 2006, section
/// 5.1) and the places z on the lines; for the functions see [KernelShape].
final class Kernel {
    private final Geometry geometry;
    private final KernelShape shape;
    private final double root;
    private final double[] inverseSquares;
    private final double signal;
    private final double trend;

    /// @param inverseSquares of the length scales, by coordinate
    Kernel(Geometry geometry, KernelShape shape, double[] inverseSquares, double signal, double trend) {
        this.geometry = geometry;
        this.shape = shape;
        root = Math.sqrt(shape.square());
        this.inverseSquares = inverseSquares.clone();
        this.signal = signal;
        this.trend = trend;
    }

    /// The covariance of the scores at two points.
    double of(double[] x, double[] y) {
        double s = root * Math.sqrt(squared(x, y));
        return signal * (shape.alike(s) * StrictMath.exp(-s)) + trend * shape.polynomial(product(x, y));
    }

    /// The same, and its derivatives by the places of `x` on the lines.
    double of(double[] x, double[] y, double[] gradient) {
        double s = root * Math.sqrt(squared(x, y));
        double e = StrictMath.exp(-s);
        double falling = signal * (shape.fall(s) * e);
        double product = product(x, y);
        double rising = 2 * trend * shape.rise(product);
        for (int i = 0; i < inverseSquares.length; i++) {
            gradient[i] = geometry.line(i) && !Double.isNaN(x[i])
                    ? rising * geometry.level(i, y[i]) - falling * inverseSquares[i] * geometry.slope(i, x[i], y[i])
                    : 0;
        }
        return signal * (shape.alike(s) * e) + trend * shape.polynomial(product);
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
