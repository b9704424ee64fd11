package metta.sweep.optimizer;

import java.util.List;
import java.util.stream.IntStream;
import metta.sweep.numeric.Boxes;

/// The volume that a point is expected to add to what a front dominates, up to a reference point, as a
/// logarithm: each of its objectives is normally distributed, whatever the others are.
///
/// Of each box that the front leaves free, see [Boxes], it takes the product over the objectives of how
/// far it is expected to reach into it (Yang et al., "Efficient computation of expected hypervolume
/// improvement using box decomposition algorithms", 2019, section 4). With one objective that is the
/// expected improvement. Sums are of logarithms, so that there is a way up from where next to nothing
/// is to be gained (Ament et al., "Unexpected improvements to expected improvement for Bayesian
/// optimization", 2023, section 4.1).
final class VolumeGain {
    private final int boxes;

    /// By objective.
    private final List<Cuts> cuts;

    /// @param front n×d
    VolumeGain(double[][] front, double[] reference) {
        var free = Boxes.free(front, reference);
        boxes = free.size();
        cuts = IntStream.range(0, reference.length)
                .mapToObj(objective -> new Cuts(free, objective))
                .toList();
    }

    /// @param means by objective
    /// @param deviations by objective
    double log(double[] means, double[] deviations) {
        return Logs.sum(volumes(reaches(means, deviations))) + unit(deviations);
    }

    /// The same, and its derivatives by the means and by the deviations.
    double log(double[] means, double[] deviations, double[] byMean, double[] byDeviation) {
        double[][] reaches = reaches(means, deviations);
        double[] volumes = volumes(reaches);
        double log = Logs.sum(volumes);
        for (int k = 0; k < reaches.length; k++) {
            var cut = cuts.get(k);
            double[] shares = new double[cut.intervals()];
            for (int box = 0; box < boxes; box++) {
                shares[cut.of(box)] += StrictMath.exp(volumes[box] - log);
            }
            byMean[k] = 0;
            byDeviation[k] = 0;
            for (int i = 0; i < shares.length; i++) {
                if (shares[i] > 0) {
                    byMean[k] -= shares[i] * cut.likely(i, reaches[k][i], means[k], deviations[k]) / deviations[k];
                    byDeviation[k] += shares[i] * cut.denser(i, reaches[k][i], means[k], deviations[k]) / deviations[k];
                }
            }
        }
        return log + unit(deviations);
    }

    private double[][] reaches(double[] means, double[] deviations) {
        return IntStream.range(0, means.length)
                .mapToObj(k -> cuts.get(k).reaches(means[k], deviations[k]))
                .toArray(double[][]::new);
    }

    /// What is expected of each box.
    private double[] volumes(double[][] reaches) {
        double[] volumes = new double[boxes];
        for (int k = 0; k < reaches.length; k++) {
            for (int box = 0; box < boxes; box++) {
                volumes[box] += reaches[k][cuts.get(k).of(box)];
            }
        }
        return volumes;
    }

    /// Of a box with the deviations as its edges.
    private static double unit(double[] deviations) {
        double sum = 0;
        for (double deviation : deviations) {
            sum += StrictMath.log(deviation);
        }
        return sum;
    }
}
