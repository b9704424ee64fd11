package metta.sweep.optimizer;

/// How much alike two points score: the covariance of a Gaussian process,
///
///     signal * matern(r²) + quadratic * (1 + z·z')²
///
/// with the Matérn function of smoothness 5/2 of a distance r that has a length scale for each
/// coordinate (Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, sections 4.2.1
/// and 5.1), and a polynomial of second degree of the places z on the lines (section 4.2.2), which
/// finds the bottom of a bowl from few points.
final class Kernel {
    private static final double ROOT_FIVE = Math.sqrt(5);

    private final Geometry geometry;
    private final double[] inverseSquares;
    private final double signal;
    private final double quadratic;

    /// @param inverseSquares of the length scales, by coordinate
    Kernel(Geometry geometry, double[] inverseSquares, double signal, double quadratic) {
        this.geometry = geometry;
        this.inverseSquares = inverseSquares.clone();
        this.signal = signal;
        this.quadratic = quadratic;
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
        return signal * matern(squared(x, y)) + quadratic * polynomial(product(x, y));
    }

    /// The same, and its derivatives by the places of `x` on the lines.
    double of(double[] x, double[] y, double[] gradient) {
        double squared = squared(x, y);
        double falling = signal * fall(squared);
        double product = product(x, y);
        double rising = 4 * quadratic * (1 + product);
        for (int i = 0; i < inverseSquares.length; i++) {
            gradient[i] = geometry.line(i) && !Double.isNaN(x[i])
                    ? rising * geometry.level(i, y[i]) - falling * inverseSquares[i] * geometry.slope(i, x[i], y[i])
                    : 0;
        }
        return signal * matern(squared) + quadratic * polynomial(product);
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
