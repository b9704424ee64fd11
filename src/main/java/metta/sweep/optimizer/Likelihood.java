package metta.sweep.optimizer;

import metta.sweep.numeric.BoundedMinimizer;
import metta.sweep.numeric.Cholesky;

/// How unlikely scores are under a Gaussian process, as a function of the logarithms of its numbers
/// (see [Prior]): the negative logarithm of the marginal likelihood (Rasmussen and Williams 2006,
/// equations 5.8 and 5.9) times the prior, but for a constant.
///
/// Pairs of points are in the order of the upper triangle, without its diagonal.
final class Likelihood implements BoundedMinimizer.Function {
    private final Prior prior;
    private final int count;
    private final int dimensions;
    private final double[] targets;

    /// Squared, by coordinate and pair.
    private final double[][] distances;

    /// By pair, and of each point with itself.
    private final double[] polynomials;

    private final double[] own;

    /// Which pairs are of different sweeps.
    private final boolean[] foreign;

    /// @param points n×d
    /// @param targets n
    Likelihood(Geometry geometry, Prior prior, double[][] points, double[] targets) {
        this.prior = prior;
        this.targets = targets.clone();
        count = points.length;
        dimensions = geometry.dimensions();
        int pairs = count * (count - 1) / 2;
        distances = new double[dimensions][pairs];
        polynomials = new double[pairs];
        own = new double[count];
        foreign = new boolean[pairs];
        for (int d = 0; d < dimensions; d++) {
            takeIn(geometry, points, d);
        }
        for (int pair = 0; pair < pairs; pair++) {
            polynomials[pair] = Kernel.polynomial(polynomials[pair]);
        }
        for (int i = 0; i < count; i++) {
            own[i] = Kernel.polynomial(own[i]);
        }
        if (prior.others()) {
            tellApart(points);
        }
    }

    private void tellApart(double[][] points) {
        int pair = 0;
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                foreign[pair++] = Kernel.sweep(points[i], dimensions) != Kernel.sweep(points[j], dimensions);
            }
        }
    }

    private void takeIn(Geometry geometry, double[][] points, int d) {
        int pair = 0;
        for (int i = 0; i < count; i++) {
            double level = geometry.level(d, points[i][d]);
            own[i] += level * level;
            for (int j = i + 1; j < count; j++) {
                distances[d][pair] = geometry.squared(d, points[i][d], points[j][d]);
                polynomials[pair] += level * geometry.level(d, points[j][d]);
                pair++;
            }
        }
    }

    @Override
    public double at(double[] logs, double[] gradient) {
        double[] squared = squared(logs);
        double signal = StrictMath.exp(logs[prior.signal()]);
        double likeness = prior.others() ? StrictMath.exp(logs[prior.likeness()]) : 1;
        double[] alike = new double[squared.length];
        double[] falls = new double[squared.length];
        for (int pair = 0; pair < squared.length; pair++) {
            double s = Math.sqrt(5 * squared[pair]);
            double e = (foreign[pair] ? likeness : 1) * signal * StrictMath.exp(-s);
            alike[pair] = (1 + s + s * s / 3) * e;
            falls[pair] = 5.0 / 6 * (1 + s) * e;
        }
        return Cholesky.of(matrix(logs, alike), count)
                .map(factor -> unlikelihood(logs, factor, alike, falls, gradient))
                .orElse(Double.POSITIVE_INFINITY);
    }

    private double[] squared(double[] logs) {
        double[] squared = new double[polynomials.length];
        for (int d = 0; d < dimensions; d++) {
            double factor = StrictMath.exp(-2 * logs[d]);
            double[] along = distances[d];
            for (int pair = 0; pair < squared.length; pair++) {
                squared[pair] += factor * along[pair];
            }
        }
        return squared;
    }

    private double[] matrix(double[] logs, double[] alike) {
        double quadratic = StrictMath.exp(logs[prior.quadratic()]);
        double level = prior.others() ? Kernel.LEVEL : 0;
        double diagonal = StrictMath.exp(logs[prior.signal()]) + StrictMath.exp(logs[prior.noise()]) + level;
        double[] matrix = new double[count * count];
        int pair = 0;
        for (int i = 0; i < count; i++) {
            matrix[i * count + i] = diagonal + quadratic * own[i];
            for (int j = i + 1; j < count; j++) {
                matrix[i * count + j] = alike[pair] + quadratic * polynomial(logs, pair) + (foreign[pair] ? 0 : level);
                pair++;
            }
        }
        return matrix;
    }

    /// Of different sweeps as much of it as they have in common.
    private double polynomial(double[] logs, int pair) {
        return foreign[pair] ? StrictMath.exp(logs[prior.likeness()]) * polynomials[pair] : polynomials[pair];
    }

    private double unlikelihood(double[] logs, Cholesky factor, double[] alike, double[] falls, double[] gradient) {
        double[] alpha = factor.solve(targets);
        double[] inverse = factor.inverse();
        double fit = 0;
        double byDiagonal = 0;
        double byQuadratic = 0;
        double bySignal = 0;
        double byLikeness = 0;
        double quadratic = StrictMath.exp(logs[prior.quadratic()]);
        int pair = 0;
        for (int i = 0; i < count; i++) {
            fit += targets[i] * alpha[i];
            double pull = alpha[i] * alpha[i] - inverse[i * count + i];
            byDiagonal += pull;
            byQuadratic += pull * own[i];
            for (int j = i + 1; j < count; j++) {
                pull = 2 * (alpha[i] * alpha[j] - inverse[j * count + i]);
                bySignal += pull * alike[pair];
                byQuadratic += pull * polynomial(logs, pair);
                byLikeness += foreign[pair] ? pull * (alike[pair] + quadratic * polynomial(logs, pair)) : 0;
                falls[pair] *= pull;
                pair++;
            }
        }
        for (int d = 0; d < dimensions; d++) {
            gradient[d] = -StrictMath.exp(-2 * logs[d]) * sumOfProducts(falls, distances[d]);
        }
        gradient[prior.signal()] = -0.5 * (bySignal + byDiagonal * StrictMath.exp(logs[prior.signal()]));
        gradient[prior.noise()] = -0.5 * byDiagonal * StrictMath.exp(logs[prior.noise()]);
        gradient[prior.quadratic()] = -0.5 * byQuadratic * quadratic;
        if (prior.others()) {
            gradient[prior.likeness()] = -0.5 * byLikeness;
        }
        return 0.5 * (fit + factor.logDeterminant()) + prior.unlikelihood(logs, gradient);
    }

    private static double sumOfProducts(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
