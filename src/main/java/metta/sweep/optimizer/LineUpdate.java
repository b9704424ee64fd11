package metta.sweep.optimizer;

import java.util.List;
import java.util.random.RandomGenerator;
import metta.sweep.numeric.Covariance;
import metta.sweep.numeric.Normal;

/// What a CMA-ES learns from one generation about the lines of a space (Hansen, "The CMA Evolution Strategy: A
/// Tutorial", arXiv:1604.00772v2, 2023, appendix A), with these differences:
///
/// - Wherever a point came from, its step is shortened to what the distribution would have made, and the step size
///   grows by a factor of e at most (Hansen, "Injecting External Solutions Into CMA-ES", 2011).
/// - A line that takes no part in a point does not move by it, and its row of the covariance keeps what that point
///   would have taken away; rows and columns are scaled alike, which keeps it positive definite.
/// - A counted line leaves its present value with a probability of at least 1 in (lines times generation) (Hamano et
///   al., "CMA-ES with Margin", GECCO 2022). Here only the covariance is changed to that end, not the mean.
final class LineUpdate {
    private static final double WIDEST = 0.5;

    /// Where all points of a large generation are the same, this much of the variance is left.
    private static final double LEAST_KEPT = 1e-12;

    private final LineDistribution before;
    private final Lines lines;
    private final Rates rates;
    private final int size;
    private final List<Move> moves;

    /// By line, of the better half: the weights, their squares and the moves times the weights, summed up where it
    /// takes part.
    private final double[] weights;

    private final double[] squares;
    private final double[] drift;

    /// @param steps from the mean
    /// @param length if the distribution were a standard normal one
    /// @param lines how many take part
    @SuppressWarnings("ArrayRecordComponent")
    private record Move(Point point, double[] steps, double length, int lines) {}

    /// @param ranked the best first
    LineUpdate(LineDistribution before, List<Point> ranked, Rates rates, RandomGenerator random) {
        this.before = before;
        this.lines = before.lines();
        this.rates = rates;
        size = before.size();
        moves = ranked.stream().map(each -> move(each, random)).toList();
        weights = new double[size];
        squares = new double[size];
        drift = new double[size];
        for (int i = 0; i < moves.size(); i++) {
            double weight = Math.max(0, rates.weight(i));
            for (int j = 0; j < size; j++) {
                if (lines.takesPart(j, moves.get(i).point())) {
                    weights[j] += weight;
                    squares[j] += weight * weight;
                    drift[j] += weight * moves.get(i).steps()[j];
                }
            }
        }
    }

    private Move move(Point point, RandomGenerator random) {
        double[] steps = before.move(point, random);
        int part = 0;
        for (int j = 0; j < size; j++) {
            part += lines.takesPart(j, point) ? 1 : 0;
        }
        double length = length(before.shape().whitened(steps));
        double longest = Math.sqrt(part) + 2.0 * part / (part + 2);
        double kept = length > longest ? longest / length : 1;
        for (int j = 0; j < size; j++) {
            steps[j] *= kept;
        }
        return new Move(point, steps, kept * length, part);
    }

    private static double length(double[] vector) {
        double squares = 0;
        for (double each : vector) {
            squares += each * each;
        }
        return Math.sqrt(squares);
    }

    LineDistribution next() {
        double[] mean = new double[size];
        for (int j = 0; j < size; j++) {
            mean[j] = Math.clamp(before.mean(j) + before.step() * drift[j], 0.0, 1.0);
        }
        double[] stepPath = stepPath();
        double length = length(stepPath);
        boolean steady = steady(length);
        double[] path = path(steady);
        double growth = rates.stepPath() / rates.damping() * (length / rates.length() - 1);
        double step = before.step() * StrictMath.exp(Math.min(1, growth));
        double[][] shape = shape(path, steady);
        for (int j = 0; j < size; j++) {
            if (lines.counted(j)) {
                widen(j, mean[j], step, shape, path);
            }
        }
        step = Math.min(WIDEST, step * unit(shape, path));
        return new LineDistribution(lines, mean, step, Covariance.of(shape), stepPath, path, before.generations() + 1);
    }

    /// What the mean's move would be on average as long as one step, where the order of the points were chance.
    private double[] drifted() {
        double[] drifted = new double[size];
        for (int j = 0; j < size; j++) {
            drifted[j] = moved(j) ? drift[j] / Math.sqrt(squares[j]) : 0;
        }
        return drifted;
    }

    private boolean moved(int line) {
        return weights[line] > 0;
    }

    private double[] stepPath() {
        double rate = rates.stepPath();
        double[] drifted = before.shape().whitened(drifted());
        double[] next = new double[size];
        for (int j = 0; j < size; j++) {
            double old = before.stepPath(j);
            next[j] = moved(j) ? (1 - rate) * old + Math.sqrt(rate * (2 - rate)) * drifted[j] : old;
        }
        return next;
    }

    /// Whether the mean goes no faster than it should, so that the path says something of the shape.
    private boolean steady(double length) {
        double begun = 1 - StrictMath.pow(1 - rates.stepPath(), 2.0 * (before.generations() + 1));
        return length / Math.sqrt(begun) < (1.4 + 2.0 / (size + 1)) * rates.length();
    }

    private double[] path(boolean steady) {
        double rate = rates.path();
        double[] drifted = drifted();
        double[] next = new double[size];
        for (int j = 0; j < size; j++) {
            double old = before.path(j);
            double added = steady ? Math.sqrt(rate * (2 - rate)) * drifted[j] : 0;
            next[j] = moved(j) ? (1 - rate) * old + added : old;
        }
        return next;
    }

    private double[][] shape(double[] path, boolean steady) {
        double[] kept = new double[size];
        for (int j = 0; j < size; j++) {
            kept[j] = Math.sqrt(kept(j, steady));
        }
        double[] heaviness = new double[moves.size()];
        for (int i = 0; i < heaviness.length; i++) {
            heaviness[i] = rates.many() * heaviness(rates.weight(i), moves.get(i));
        }
        double[][] shape = new double[size][size];
        for (int j = 0; j < size; j++) {
            for (int k = 0; k <= j; k++) {
                double sum = kept[j] * kept[k] * before.shape().at(j, k);
                sum += moved(j) && moved(k) ? rates.one() * path[j] * path[k] : 0;
                for (int i = 0; i < heaviness.length; i++) {
                    sum += heaviness[i] * moves.get(i).steps()[j] * moves.get(i).steps()[k];
                }
                shape[j][k] = sum;
                shape[k][j] = sum;
            }
        }
        return shape;
    }

    /// How much of a line's variance is kept.
    private double kept(int line, boolean steady) {
        double all = 0;
        for (int i = 0; i < moves.size(); i++) {
            all += lines.takesPart(line, moves.get(i).point()) ? rates.weight(i) : 0;
        }
        double missing = steady ? 0 : rates.path() * (2 - rates.path());
        return Math.max(LEAST_KEPT, 1 - rates.many() * all - (moved(line) ? rates.one() * (1 - missing) : 0));
    }

    /// Bad points count for their direction alone: none takes away more the farther out it is.
    private static double heaviness(double weight, Move move) {
        if (weight >= 0) {
            return weight;
        }
        return move.length() > 0 ? weight * move.lines() / (move.length() * move.length()) : 0;
    }

    private void widen(int line, double mean, double step, double[][] shape, double[] path) {
        double start = lines.cellStart(line, mean);
        double end = start + lines.step(line);
        boolean below = start > 0;
        boolean above = end < 1 - lines.step(line) / 2;
        double leaving = 1.0 / (size * rates.size());
        double far = -Normal.quantile(below && above ? leaving / 2 : leaving);
        double farther = Math.max(below ? mean - start : 0, above ? end - mean : 0);
        double factor = farther / (far * step * Math.sqrt(shape[line][line]));
        if (factor > 1) {
            for (int k = 0; k < size; k++) {
                shape[line][k] *= factor;
                shape[k][line] *= factor;
            }
            path[line] *= factor;
        }
    }

    /// Makes the longest side of the shape 1; how long it was. Without, counted lines would let the step size go to 0
    /// and the shape to infinity.
    private static double unit(double[][] shape, double[] path) {
        double largest = 0;
        for (int j = 0; j < path.length; j++) {
            largest = Math.max(largest, shape[j][j]);
        }
        double longest = Math.sqrt(largest);
        for (int j = 0; j < path.length; j++) {
            path[j] /= longest;
            for (int k = 0; k < path.length; k++) {
                shape[j][k] /= largest;
            }
        }
        return longest;
    }
}
