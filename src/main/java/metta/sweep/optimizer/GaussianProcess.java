package metta.sweep.optimizer;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import metta.sweep.numeric.Cholesky;

/// What scores are to be expected at points of a space after some were seen: a Gaussian process
/// (Rasmussen and Williams 2006, algorithm 2.1), for one or several sets of targets at the same
/// points.
final class GaussianProcess {
    private static final double LEAST_VARIANCE = 1e-14;

    /// Points that are asked about together: as many as keep in a processor's own memory.
    private static final int AT_ONCE = 128;

    private final Kernel kernel;
    private final double noise;
    private final double jitter;
    private final double[] noises;
    private final double[][] points;
    private final double[][] targets;
    private final Cholesky factor;
    private final double[][] alphas;

    /// @param noises by point
    private GaussianProcess(
            Kernel kernel,
            double noise,
            double jitter,
            double[] noises,
            double[][] points,
            double[][] targets,
            Cholesky factor) {
        this.kernel = kernel;
        this.noise = noise;
        this.jitter = jitter;
        this.noises = noises;
        this.points = points;
        this.targets = targets;
        this.factor = factor;
        alphas = Arrays.stream(targets).map(factor::solve).toArray(double[][]::new);
    }

    /// Where points lie so close together that the arithmetic fails, more noise is taken than is
    /// given.
    ///
    /// @param noise the variance of what each score is off by
    /// @param points n×d
    /// @param targets n
    /// @param seeds how many scores each target is the mean of: so much smaller is its noise
    static GaussianProcess of(Kernel kernel, double noise, double[][] points, double[] targets, int[] seeds) {
        if (!Arrays.stream(targets).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("a process needs finite targets, got " + Arrays.toString(targets));
        }
        var jitter = new Jitter(noise);
        var factor = Optional.<Cholesky>empty();
        while (factor.isEmpty()) {
            factor = Cholesky.of(matrix(kernel, noises(jitter.next(), seeds), points), points.length);
        }
        return new GaussianProcess(
                kernel,
                jitter.last(),
                jitter.taken(),
                noises(jitter.last(), seeds),
                points,
                new double[][] {targets},
                factor.get());
    }

    static GaussianProcess of(Kernel kernel, double noise, double[][] points, double[] targets) {
        return of(kernel, noise, points, targets, KernelFit.ones(targets.length));
    }

    private static double[] noises(double noise, int[] seeds) {
        return Arrays.stream(seeds).mapToDouble(each -> noise / each).toArray();
    }

    private static double[] matrix(Kernel kernel, double[] noises, double[][] points) {
        int count = points.length;
        double[] matrix = new double[count * count];
        for (int i = 0; i < count; i++) {
            for (int j = i; j < count; j++) {
                matrix[i * count + j] = kernel.of(points[i], points[j]);
            }
            matrix[i * count + i] += noises[i];
        }
        return matrix;
    }

    /// The noise that was taken.
    double noise() {
        return noise;
    }

    /// The noise, where more was taken than was given, as the arithmetic failed, else 0.
    double jitter() {
        return jitter;
    }

    /// How many points were seen.
    int size() {
        return points.length;
    }

    /// How many sets of targets there are.
    int sets() {
        return alphas.length;
    }

    /// The lowest mean at the points that were seen, by set of targets; where all of them are of other
    /// sweeps, the lowest that is to be expected at their places in this one.
    double[] lowest() {
        double[][] means = Arrays.stream(points).anyMatch(kernel::own)
                ? seenHere()
                : expectedHere(IntStream.range(0, points.length).toArray());
        return Arrays.stream(means)
                .mapToDouble(each -> Arrays.stream(each).min().orElseThrow())
                .toArray();
    }

    /// By set of targets, without the points of other sweeps.
    private double[][] seenHere() {
        int[] own = IntStream.range(0, points.length)
                .filter(i -> kernel.own(points[i]))
                .toArray();
        double[][] means = new double[sets()][];
        for (int set = 0; set < means.length; set++) {
            double[] all = seen(set);
            means[set] = Arrays.stream(own).mapToDouble(i -> all[i]).toArray();
        }
        return means;
    }

    /// By set of targets, as if these of the points were of this sweep.
    double[][] expectedHere(int[] places) {
        double[][] means = new double[sets()][places.length];
        means(IntStream.of(places).mapToObj(i -> kernel.moved(points[i])).toArray(double[][]::new), means);
        return means;
    }

    /// The means at the points that were seen, by a set of targets.
    double[] seen(int set) {
        double[] means = new double[points.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = targets[set][i] - noises[i] * alphas[set][i];
        }
        return means;
    }

    /// Standard deviations at some points, whatever the set of targets.
    ///
    /// @param asked m×d
    /// @param means sets×m, all 0, to be filled in
    double[] at(double[][] asked, double[][] means) {
        double[] deviations = new double[asked.length];
        for (int from = 0; from < asked.length; from += AT_ONCE) {
            at(asked, from, Math.min(AT_ONCE, asked.length - from), means, deviations);
        }
        return deviations;
    }

    private void at(double[][] asked, int from, int width, double[][] means, double[] deviations) {
        double[] cross = cross(Arrays.copyOfRange(asked, from, from + width));
        addMeans(cross, width, means, from);
        factor.solveLower(cross, width);
        double[] explained = new double[width];
        for (int i = 0; i < points.length; i++) {
            for (int c = 0; c < width; c++) {
                explained[c] += cross[i * width + c] * cross[i * width + c];
            }
        }
        for (int c = 0; c < width; c++) {
            double own = kernel.of(asked[from + c], asked[from + c]);
            deviations[from + c] = Math.sqrt(Math.max(own - explained[c], LEAST_VARIANCE));
        }
    }

    /// The square of what the scores at two points are expected to differ by, for some pairs, by the
    /// first set of targets.
    ///
    /// @param ones m×d
    /// @param others m×d
    double[] squaredDifferences(double[][] ones, double[][] others) {
        double[] cross = cross(ones);
        double[] other = cross(others);
        Arrays.setAll(cross, i -> cross[i] - other[i]);
        double[][] means = new double[sets()][ones.length];
        addMeans(cross, ones.length, means, 0);
        factor.solveLower(cross, ones.length);
        double[] squares = new double[ones.length];
        for (int c = 0; c < squares.length; c++) {
            double variance = kernel.of(ones[c], ones[c]) + kernel.of(others[c], others[c]);
            variance -= 2 * kernel.of(ones[c], others[c]);
            for (int i = 0; i < points.length; i++) {
                variance -= cross[i * squares.length + c] * cross[i * squares.length + c];
            }
            squares[c] = means[0][c] * means[0][c] + Math.max(variance, 0);
        }
        return squares;
    }

    /// Means alone, which takes less time.
    ///
    /// @param asked m×d
    /// @param means sets×m, all 0, to be filled in
    void means(double[][] asked, double[][] means) {
        addMeans(cross(asked), asked.length, means, 0);
    }

    /// The mean at one point, by the first set of targets.
    ///
    /// @param gradient to be filled in
    double mean(double[] asked, double[] gradient) {
        double[] slopes = new double[asked.length];
        Arrays.fill(gradient, 0);
        double mean = 0;
        for (int i = 0; i < points.length; i++) {
            mean += alphas[0][i] * kernel.of(asked, points[i], slopes);
            for (int d = 0; d < asked.length; d++) {
                gradient[d] += alphas[0][i] * slopes[d];
            }
        }
        return mean;
    }

    private void addMeans(double[] cross, int width, double[][] means, int from) {
        for (int set = 0; set < alphas.length; set++) {
            for (int i = 0; i < points.length; i++) {
                double alpha = alphas[set][i];
                for (int c = 0; c < width; c++) {
                    means[set][from + c] += alpha * cross[i * width + c];
                }
            }
        }
    }

    /// n×m
    private double[] cross(double[][] asked) {
        int width = asked.length;
        double[] cross = new double[points.length * width];
        for (int i = 0; i < points.length; i++) {
            for (int c = 0; c < width; c++) {
                cross[i * width + c] = kernel.of(asked[c], points[i]);
            }
        }
        return cross;
    }

    /// What is to be expected at one point, and how that changes along each line.
    Outlook at(double[] asked) {
        double[] cross = new double[points.length];
        double[][] slopes = new double[points.length][asked.length];
        for (int i = 0; i < points.length; i++) {
            cross[i] = kernel.of(asked, points[i], slopes[i]);
        }
        double[] solved = factor.solve(cross);
        double[] byPlace = new double[asked.length];
        double variance = kernel.of(asked, asked, byPlace);
        for (int i = 0; i < points.length; i++) {
            variance -= cross[i] * solved[i];
            for (int d = 0; d < asked.length; d++) {
                byPlace[d] -= solved[i] * slopes[i][d];
            }
        }
        double deviation = Math.sqrt(Math.max(variance, LEAST_VARIANCE));
        for (int d = 0; d < asked.length; d++) {
            byPlace[d] = variance > LEAST_VARIANCE ? byPlace[d] / deviation : 0;
        }
        double[] means = new double[sets()];
        double[][] meansByPlace = new double[sets()][asked.length];
        for (int set = 0; set < means.length; set++) {
            for (int i = 0; i < points.length; i++) {
                means[set] += alphas[set][i] * cross[i];
                for (int d = 0; d < asked.length; d++) {
                    meansByPlace[set][d] += alphas[set][i] * slopes[i][d];
                }
            }
        }
        return new Outlook(means, deviation, meansByPlace, byPlace);
    }

    /// The same after scores were seen at more points: in each set others, drawn from what is to be
    /// expected at all of them together (Snoek, Larochelle and Adams, "Practical Bayesian optimization
    /// of machine learning algorithms", 2012, section 3.3).
    ///
    /// @param more m×d
    GaussianProcess imagining(double[][] more, int sets, RandomGenerator random) {
        return seeing(more, noise, sets, random);
    }

    /// A function drawn from all that may be: its values at some points are drawn together, and
    /// elsewhere it is what these make likeliest, which is the mean of what is returned.
    ///
    /// @param support m×d
    GaussianProcess drawn(double[][] support, RandomGenerator random) {
        return seeing(support, Jitter.LEAST, 1, random);
    }

    private GaussianProcess seeing(double[][] more, double off, int sets, RandomGenerator random) {
        int width = more.length;
        double[] cross = cross(more);
        double[] others = new double[width];
        var jitter = new Jitter(off);
        var all = Optional.<Cholesky>empty();
        while (all.isEmpty()) {
            Arrays.fill(others, jitter.next());
            all = factor.extended(cross, matrix(kernel, others, more), width);
        }
        double[] solved = targets[0].clone();
        factor.solveLower(solved);
        double[][] imagined = new double[sets][];
        for (int set = 0; set < sets; set++) {
            double[] draws = Arrays.copyOf(solved, points.length + width);
            for (int c = 0; c < width; c++) {
                draws[points.length + c] = random.nextGaussian();
            }
            imagined[set] = Arrays.copyOf(targets[0], points.length + width);
            System.arraycopy(all.get().times(draws), points.length, imagined[set], points.length, width);
        }
        double[][] joint = Arrays.copyOf(points, points.length + width);
        System.arraycopy(more, 0, joint, points.length, width);
        double[] each = Arrays.copyOf(noises, points.length + width);
        System.arraycopy(others, 0, each, points.length, width);
        double most = Math.max(this.jitter, jitter.taken());
        return new GaussianProcess(kernel, noise, most, each, joint, imagined, all.get());
    }
}
