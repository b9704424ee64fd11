package metta.sweep.optimizer;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import metta.sweep.numeric.Normal;
import metta.sweep.optimizer.Coordinate.Choice;
import metta.sweep.optimizer.Coordinate.Line;

/// A density over a model's space: a mixture of one product of kernels around each point, and a wide
/// one around the search's centre, the prior.
///
/// On a line a kernel is a normal distribution cut off at the ends, as wide as the gap to the farther
/// neighbour, and not narrower than 1 / min(100, 2 + n) of the line (Bergstra et al., "Algorithms for Hyper-Parameter
/// Optimization", 2011, section 4.2); the product over coordinates is that of Falkner et al., "BOHB",
/// 2018, section 3.2. Where a parameter takes no part in a point, that point's kernel is the prior's.
final class ParzenEstimator {
    private static final double NARROWEST = 100;
    private static final double LOG_ROOT_TWO_PI = 0.9189385332046727;

    private final List<Coordinate> coordinates;
    private final List<Point> points;
    private final double[] cumulated;
    private final double[] logWeights;
    private final Kernels[] kernels;

    /// The kernels along one coordinate, the prior's last.
    private sealed interface Kernels permits Normals, Masses, Believed {
        /// @param last the number of the prior's
        double draw(int kernel, int last, RandomGenerator random);

        /// Adds the logarithm of each kernel's density at `place` to the sums.
        void add(double place, double[] sums);
    }

    /// Without any belief of where points are.
    ///
    /// @param weights of the points, positive; the prior's is 1
    ParzenEstimator(List<Coordinate> coordinates, List<Point> points, double[] weights) {
        this(ExpertPriors.none(coordinates), points, weights);
    }

    /// @param priors what the prior is where something is believed of a coordinate
    /// @param weights of the points, positive; the prior's is 1
    ParzenEstimator(ExpertPriors priors, List<Point> points, double[] weights) {
        this.coordinates = priors.coordinates();
        this.points = points;
        double[] all = Arrays.copyOf(weights, weights.length + 1);
        all[weights.length] = 1;
        cumulated = all.clone();
        Arrays.parallelPrefix(cumulated, Double::sum);
        logWeights = new double[all.length];
        for (int i = 0; i < all.length; i++) {
            logWeights[i] = StrictMath.log(all[i] / cumulated[all.length - 1]);
        }
        kernels = new Kernels[coordinates.size()];
        for (int i = 0; i < kernels.length; i++) {
            var plain = switch (coordinates.get(i)) {
                case Line line -> new Normals(line, column(i));
                case Choice choice -> new Masses(choice, column(i));
            };
            double step = coordinates.get(i) instanceof Line line && line.step() > 0 ? line.step() : 1;
            kernels[i] = priors.at(i)
                    .<Kernels>map(prior -> new Believed(plain, prior, StrictMath.log(step)))
                    .orElse(plain);
        }
    }

    private double[] column(int coordinate) {
        return points.stream().mapToDouble(each -> each.at(coordinate)).toArray();
    }

    /// A draw, with a value for each coordinate whether it takes part or not.
    Point draw(RandomGenerator random) {
        int kernel = kernel(random.nextDouble() * cumulated[cumulated.length - 1]);
        double[] drawn = new double[coordinates.size()];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = kernels[i].draw(kernel, points.size(), random);
        }
        return Point.of(drawn);
    }

    private int kernel(double at) {
        int found = Arrays.binarySearch(cumulated, at);
        return Math.min(found < 0 ? -found - 1 : found + 1, cumulated.length - 1);
    }

    /// The logarithm of the density at a point, over the coordinates that take part there.
    double logDensity(Point point) {
        double[] sums = logWeights.clone();
        for (int i = 0; i < kernels.length; i++) {
            if (point.has(i)) {
                kernels[i].add(point.at(i), sums);
            }
        }
        double most = Double.NEGATIVE_INFINITY;
        for (double each : sums) {
            most = Math.max(most, each);
        }
        double sum = 0;
        for (double each : sums) {
            if (each > most - 40) { // Smaller ones change no digit.
                sum += StrictMath.exp(each - most);
            }
        }
        return most + StrictMath.log(sum);
    }

    /// What is believed instead of the prior's kernel.
    ///
    /// @param logStep how much of a line falls to a value, where values can be counted
    private record Believed(Kernels plain, ExpertPrior prior, double logStep) implements Kernels {
        @Override
        public double draw(int kernel, int last, RandomGenerator random) {
            return kernel == last ? prior.place(random.nextDouble()) : plain.draw(kernel, last, random);
        }

        @Override
        public void add(double place, double[] sums) {
            int last = sums.length - 1;
            double before = sums[last];
            plain.add(place, sums);
            sums[last] = before + prior.logDensity(place) + logStep;
        }
    }

    /// Cut off at 0 and 1. Where values can be counted, it is the share that falls to a value that
    /// matters.
    private static final class Normals implements Kernels {
        /// Of what lies farther from the mean than so many deviations a double knows nothing beside 1.
        private static final double FAR = 8.5;

        /// Places are put in order as whole numbers. Closer ones are the same to a kernel, as wide as
        /// that is at least.
        private static final double FINENESS = 1 << 30;

        private final double[] means;
        private final double[] widths;
        private final double[] logNorms;
        private final double halfStep;

        Normals(Line line, double[] column) {
            int prior = column.length;
            halfStep = line.step() / 2;
            means = Arrays.copyOf(column, prior + 1);
            widths = widths(column);
            means[prior] = line.center();
            widths[prior] = 1;
            logNorms = new double[means.length];
            for (int i = 0; i < means.length; i++) {
                if (Double.isNaN(means[i])) {
                    means[i] = line.center();
                    widths[i] = 1;
                }
                logNorms[i] = -logInside(-means[i] / widths[i], (1 - means[i]) / widths[i])
                        - (halfStep == 0 ? StrictMath.log(widths[i]) + LOG_ROOT_TWO_PI : 0);
            }
        }

        private static double logInside(double lower, double upper) {
            return lower < -FAR && upper > FAR ? 0 : StrictMath.log(Normal.cdf(upper) - Normal.cdf(lower));
        }

        /// With room for the prior's.
        private static double[] widths(double[] column) {
            var order = IntStream.range(0, column.length)
                    .filter(i -> !Double.isNaN(column[i]))
                    .mapToLong(i -> (long) (column[i] * FINENESS) << Integer.SIZE | i)
                    .sorted()
                    .mapToInt(each -> (int) each)
                    .toArray();
            double[] widths = new double[column.length + 1];
            double narrowest = 1 / Math.min(NARROWEST, 2.0 + order.length);
            for (int i = 0; i < order.length; i++) {
                double here = column[order[i]];
                double below = i > 0 ? here - column[order[i - 1]] : -1;
                double above = i + 1 < order.length ? column[order[i + 1]] - here : -1;
                double gap = order.length == 1 ? Math.max(here, 1 - here) : Math.max(below, above);
                widths[order[i]] = Math.clamp(gap, narrowest, 1.0);
            }
            return widths;
        }

        @Override
        public double draw(int kernel, int last, RandomGenerator random) {
            double drawn;
            do {
                drawn = means[kernel] + widths[kernel] * random.nextGaussian();
            } while (!(drawn >= 0 && drawn <= 1));
            return drawn;
        }

        @Override
        public void add(double place, double[] sums) {
            for (int i = 0; i < sums.length; i++) {
                double z = (place - means[i]) / widths[i];
                sums[i] += logNorms[i] + (halfStep == 0 ? -0.5 * z * z : logShare(z, halfStep / widths[i]));
            }
        }

        private static double logShare(double z, double half) {
            double far = Math.abs(z);
            double share = Normal.cdf(half - far) - Normal.cdf(-half - far);
            return share > 0 ? StrictMath.log(share) : -0.5 * far * far;
        }
    }

    /// Each point's own choice has the more of the mass the more points there are; the rest is shared
    /// as before anything was known.
    private static final class Masses implements Kernels {
        private final Choice choice;
        private final int[] chosen;
        private final double[] logShares;
        private final double[] logOwn;
        private final double[] logOther;
        private final double ownMass;

        Masses(Choice choice, double[] column) {
            this.choice = choice;
            int prior = column.length;
            chosen = new int[prior + 1];
            Arrays.fill(chosen, -1);
            for (int i = 0; i < prior; i++) {
                chosen[i] = Double.isNaN(column[i]) ? -1 : (int) column[i];
            }
            double[] shares =
                    choice.shares().stream().mapToDouble(Double::doubleValue).toArray();
            double smoothing = (double) choice.size() / (prior + 1);
            logShares = new double[shares.length];
            logOwn = new double[shares.length];
            logOther = new double[shares.length];
            for (int i = 0; i < shares.length; i++) {
                double rest = smoothing * shares[i] / (1 + smoothing);
                logShares[i] = StrictMath.log(shares[i]);
                logOther[i] = StrictMath.log(rest);
                logOwn[i] = StrictMath.log(rest + 1 / (1 + smoothing));
            }
            ownMass = 1 / (1 + smoothing);
        }

        @Override
        public double draw(int kernel, int last, RandomGenerator random) {
            double left = random.nextDouble();
            if (chosen[kernel] >= 0) {
                if (left < ownMass) {
                    return chosen[kernel];
                }
                left = (left - ownMass) / (1 - ownMass);
            }
            return choice.at(left);
        }

        @Override
        public void add(double place, double[] sums) {
            int choice = (int) place;
            for (int i = 0; i < sums.length; i++) {
                sums[i] += chosen[i] < 0 ? logShares[choice] : chosen[i] == choice ? logOwn[choice] : logOther[choice];
            }
        }
    }
}
