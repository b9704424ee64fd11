package metta.sweep.optimizer;

import java.util.stream.IntStream;

/// What each place in a generation weighs for a CMA-ES and how fast it learns, which follows from the number of
/// dimensions and the size of a generation (Hansen, "The CMA Evolution Strategy: A Tutorial", arXiv:1604.00772v2, 2023,
/// table 1 and equations 49 to 58).
final class Rates {
    private final int dimensions;
    private final double[] weights;
    private final double effective;
    private final double one;
    private final double many;

    /// @param dimensions 0 counts as 1
    /// @param size of a generation, at least 2
    Rates(int dimensions, int size) {
        double n = Math.max(1, dimensions);
        this.dimensions = (int) n;
        double[] raw = IntStream.rangeClosed(1, size)
                .mapToDouble(i -> StrictMath.log((size + 1) / 2.0) - StrictMath.log(i))
                .toArray();
        effective = effective(raw, 0, size / 2);
        one = 2 / ((n + 1.3) * (n + 1.3) + effective);
        many = Math.min(1 - one, 2 * (0.25 + effective + 1 / effective - 2) / ((n + 2) * (n + 2) + effective));
        weights = weights(raw);
    }

    private static double effective(double[] raw, int from, int to) {
        double sum = 0;
        double squares = 0;
        for (int i = from; i < to; i++) {
            sum += raw[i];
            squares += raw[i] * raw[i];
        }
        return sum * sum / squares;
    }

    /// Those above 0 add up to 1; those below are as heavy as they may be while the covariance stays positive definite.
    private double[] weights(double[] raw) {
        int size = raw.length;
        double opposed = effective(raw, size / 2, size);
        double most = Math.min(
                1 + one / many, Math.min(1 + 2 * opposed / (opposed + 2), (1 - one - many) / (dimensions * many)));
        double above = 0;
        double below = 0;
        for (double each : raw) {
            above += Math.max(0, each);
            below += Math.max(0, -each);
        }
        double[] scaled = new double[size];
        for (int i = 0; i < size; i++) {
            scaled[i] = raw[i] >= 0 ? raw[i] / above : raw[i] * most / below;
        }
        return scaled;
    }

    /// How many points a generation has.
    int size() {
        return weights.length;
    }

    /// What the point at this place weighs, the best one's place being 0.
    double weight(int place) {
        return weights[place];
    }

    /// For the covariance from the path of the mean, c_1.
    double one() {
        return one;
    }

    /// For the covariance from the points of a generation, c_mu.
    double many() {
        return many;
    }

    /// For the path of the mean, c_c.
    double path() {
        double share = effective / dimensions;
        return (4 + share) / (dimensions + 4 + 2 * share);
    }

    /// For the path that the step size goes by, c_sigma.
    double stepPath() {
        return (effective + 2) / (dimensions + effective + 5);
    }

    /// How slowly the step size follows, d_sigma.
    double damping() {
        return 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (dimensions + 1)) - 1) + stepPath();
    }

    /// How long a vector of standard normal draws is on average.
    double length() {
        double n = dimensions;
        return Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
    }
}
