package metta.sweep.optimizer;

import metta.sweep.numeric.BoundedMinimizer;
import metta.sweep.numeric.Cholesky;

/// How unlikely scores are under a Gaussian process, as a function of the logarithms of its numbers
/// (see [Prior]): the negative logarithm of the marginal likelihood (Rasmussen and Williams 2006,
/// equations 5.8 and 5.9) times the prior, but for a constant.
///
/// Pairs of points are in the order of the upper triangle, without its diagonal.
final class Likelihood implements BoundedMinimizer.Function {
    private final KernelShape shape;
    private final Prior prior;
    private final int count;
    private final int dimensions;
    private final double[] targets;
    private final int[] seeds;

    /// Squared, by coordinate and pair.
    private final double[][] distances;

    /// By pair, and of each point with itself.
    private final double[] polynomials;

    private final double[] own;

    /// Which pairs are of different sweeps.
    private final boolean[] foreign;

    /// @param points n×d
    /// @param targets n
    /// @param seeds how many scores each target is the mean of: so much smaller is its noise
    Likelihood(Geometry geometry, KernelShape shape, Prior prior, double[][] points, double[] targets, int[] seeds) {
        this.seeds = seeds.clone();
        this.shape = shape;
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
            polynomials[pair] = shape.polynomial(polynomials[pair]);
        }
        for (int i = 0; i < count; i++) {
            own[i] = shape.polynomial(own[i]);
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
        double likeness = likeness(logs);
        double[] alike = new double[squared.length];
        double[] falls = new double[squared.length];
        for (int pair = 0; pair < squared.length; pair++) {
            double s = Math.sqrt(shape.square() * squared[pair]);
            double e = shared(pair, likeness) * signal * StrictMath.exp(-s);
            alike[pair] = shape.alike(s) * e;
            falls[pair] = shape.fall(s) * e;
        }
        return Cholesky.of(matrix(logs, alike), count)
                .map(factor -> unlikelihood(logs, factor, alike, falls, gradient))
                .orElse(Double.POSITIVE_INFINITY);
    }

    private double likeness(double[] logs) {
        return prior.others() ? StrictMath.exp(logs[prior.likeness()]) : 1;
    }

    /// How much of what is alike counts for a pair.
    private double shared(int pair, double likeness) {
        return foreign[pair] ? likeness : 1;
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
        double trend = StrictMath.exp(logs[prior.trend()]);
        double likeness = likeness(logs);
        double level = prior.level();
        double diagonal = StrictMath.exp(logs[prior.signal()]) + level;
        double noise = StrictMath.exp(logs[prior.noise()]);
        double[] matrix = new double[count * count];
        int pair = 0;
        for (int i = 0; i < count; i++) {
            matrix[i * count + i] = diagonal + noise / seeds[i] + trend * own[i];
            for (int j = i + 1; j < count; j++) {
                double common = alike[pair] + trend * (shared(pair, likeness) * polynomials[pair]);
                matrix[i * count + j] = foreign[pair] ? common : common + level;
                pair++;
            }
        }
        return matrix;
    }

    private double unlikelihood(double[] logs, Cholesky factor, double[] alike, double[] falls, double[] gradient) {
        double[] alpha = factor.solve(targets);
        double[] inverse = factor.inverse();
        double fit = 0;
        double byDiagonal = 0;
        double byNoise = 0;
        double byTrend = 0;
        double bySignal = 0;
        double byLikeness = 0;
        double likeness = likeness(logs);
        double trend = StrictMath.exp(logs[prior.trend()]);
        int pair = 0;
        for (int i = 0; i < count; i++) {
            fit += targets[i] * alpha[i];
            double pull = alpha[i] * alpha[i] - inverse[i * count + i];
            byDiagonal += pull;
            byNoise += pull / seeds[i];
            byTrend += pull * own[i];
            for (int j = i + 1; j < count; j++) {
                pull = 2 * (alpha[i] * alpha[j] - inverse[j * count + i]);
                bySignal += pull * alike[pair];
                double polynomial = shared(pair, likeness) * polynomials[pair];
                byTrend += pull * polynomial;
                byLikeness += foreign[pair] ? pull * (alike[pair] + trend * polynomial) : 0;
                falls[pair] *= pull;
                pair++;
            }
        }
        for (int d = 0; d < dimensions; d++) {
            gradient[d] = -StrictMath.exp(-2 * logs[d]) * Cholesky.dot(falls, 0, distances[d], 0, falls.length);
        }
        gradient[prior.signal()] = -0.5 * (bySignal + byDiagonal * StrictMath.exp(logs[prior.signal()]));
        gradient[prior.noise()] = -0.5 * byNoise * StrictMath.exp(logs[prior.noise()]);
        gradient[prior.trend()] = -0.5 * byTrend * trend;
        if (prior.others()) {
            gradient[prior.likeness()] = -0.5 * byLikeness;
        }
        return 0.5 * (fit + factor.logDeterminant()) + prior.unlikelihood(logs, gradient);
    }
}
