package metta.sweep.optimizer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The part of the space around one of the best configurations in which half of the trials is chosen:
/// wider after a success, narrower after failures, longer along coordinates on which less depends
/// (Eriksson et al., "Scalable global optimization via local Bayesian optimization", 2019, section 2).
/// Few coordinates of the best are moved at a time, which is worth more the more there are.
///
/// Its size follows from the runs that ended, in the order of their numbers.
final class TrustRegion {
    private static final double LENGTH = 0.6;
    private static final double LONGEST = 0.8;
    private static final double SHORTEST = 1e-4;
    private static final double SUCCESS = 1.5;

    /// Four failures outweigh a success.
    private static final double FAILURE = StrictMath.pow(SUCCESS, -0.25);

    private static final double MOST_STRETCH = 4.5;

    private final Evidence.Item center;
    private final double length;
    private final List<KernelFit> fits;
    private final Optional<double[]> downhill;

    /// @param successes by run, which of them made the best better
    /// @param first how many of them were not chosen by a model
    /// @param fits by objective
    TrustRegion(Evidence.Item center, boolean[] successes, int first, List<KernelFit> fits) {
        this.center = center;
        this.fits = List.copyOf(fits);
        double grown = LENGTH;
        for (int i = Math.max(1, first); i < successes.length; i++) { // the first one is no success over any
            grown = Math.clamp(grown * (successes[i] ? SUCCESS : FAILURE), SHORTEST, LONGEST);
        }
        length = grown;
        downhill = Optional.empty();
    }

    private TrustRegion(Evidence.Item center, double length, double[] downhill) {
        this.center = center;
        this.length = length;
        fits = List.of();
        this.downhill = Optional.of(downhill);
    }

    /// A region in which all lines are moved at once, each as far as a score rises along it: its farthest
    /// corner lies straight downhill, at first as far away as a step of [InitialDesign]. So it goes as
    /// COBYLA does once it knows what a step along each coordinate changes (Powell 1994, section 2), but by
    /// the mean of a process (as Müller, von Rohr and Trimpe, "Local policy search with Bayesian
    /// optimization", 2021, section 3, do), and only as far as that is worth it.
    ///
    /// The same region where it is flat.
    ///
    /// @param slopes by coordinate
    TrustRegion downhill(double[] slopes) {
        double norm = Math.sqrt(Arrays.stream(slopes).map(each -> each * each).sum());
        return norm > 0 && norm < Double.POSITIVE_INFINITY
                ? new TrustRegion(
                        center,
                        length,
                        Arrays.stream(slopes).map(each -> Math.abs(each) / norm).toArray())
                : this;
    }

    /// Whether all lines that lead downhill are moved at once.
    boolean isDownhill() {
        return downhill.isPresent();
    }

    Point center() {
        return center.point();
    }

    /// Where the region begins on a line that takes part at its centre.
    double lower(int coordinate) {
        return Math.max(0, center().at(coordinate) - half(coordinate));
    }

    double upper(int coordinate) {
        return Math.min(1, center().at(coordinate) + half(coordinate));
    }

    private double half(int coordinate) {
        return downhill.map(shares -> length / LENGTH * InitialDesign.STEP * shares[coordinate])
                .orElseGet(() -> length / 2 * Math.clamp(relativeScale(coordinate), 1 / MOST_STRETCH, MOST_STRETCH));
    }

    /// The geometric mean over the objectives.
    private double relativeScale(int coordinate) {
        if (fits.size() == 1) {
            return fits.getFirst().relativeScale(coordinate);
        }
        double sum = 0;
        for (var fit : fits) {
            sum += StrictMath.log(fit.relativeScale(coordinate));
        }
        return StrictMath.exp(sum / fits.size());
    }
}
