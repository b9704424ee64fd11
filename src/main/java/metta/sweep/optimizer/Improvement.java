package metta.sweep.optimizer;

import java.util.Arrays;
import metta.sweep.numeric.Normal;

/// How far below a [Threshold] a score is to be expected, as a logarithm (Ament et al., "Unexpected
/// improvements to expected improvement for Bayesian optimization", 2023, section 4.1), by the
/// probability that bounds are kept, in the mean over sets of targets.
final class Improvement implements Acquisition {
    private final GaussianProcess process;
    private final Threshold threshold;
    private final double share;
    private final Chances chances;

    /// Below the lowest score.
    Improvement(GaussianProcess process) {
        this(process, new Threshold.Lowest(process), 1, Chances.CERTAIN);
    }

    /// @param share how much of what the process does not know counts
    /// @param chances that an improvement is of use
    Improvement(GaussianProcess process, Threshold threshold, double share, Chances chances) {
        this.process = process;
        this.threshold = threshold;
        this.share = share;
        this.chances = chances;
    }

    @Override
    public double[] of(double[][] points) {
        double[][] means = new double[process.sets()][points.length];
        double[] deviations = process.at(points, means);
        double[][] thresholds = threshold.of(points);
        double[][] kept = chances.of(points, means.length);
        double[] gains = new double[points.length];
        double[] logs = new double[means.length];
        for (int c = 0; c < points.length; c++) {
            double deviation = share * deviations[c];
            for (int set = 0; set < logs.length; set++) {
                logs[set] = Normal.logImprovement((thresholds[set][c] - means[set][c]) / deviation) + kept[set][c];
            }
            gains[c] = StrictMath.log(deviation) + Logs.mean(logs);
        }
        return gains;
    }

    @Override
    public double at(double[] point, double[] gradient) {
        var outlook = process.at(point);
        double deviation = share * outlook.deviation();
        double[][] rises = new double[process.sets()][point.length];
        double[] thresholds = threshold.at(point, rises);
        double[][] likelier = new double[rises.length][point.length];
        double[] kept = chances.at(point, likelier);
        double[] zs = new double[rises.length];
        double[] logs = new double[rises.length];
        for (int set = 0; set < zs.length; set++) {
            zs[set] = (thresholds[set] - outlook.mean(set)) / deviation;
            logs[set] = Normal.logImprovement(zs[set]) + kept[set];
        }
        double log = Logs.mean(logs);
        Arrays.fill(gradient, 0);
        for (int set = 0; set < zs.length; set++) {
            double weight = StrictMath.exp(Normal.logCdf(zs[set]) + kept[set] - log) / zs.length;
            double part = StrictMath.exp(logs[set] - log) / zs.length;
            for (int d = 0; d < gradient.length; d++) {
                double fall = outlook.meanByPlace(set, d) - rises[set][d];
                fall += zs[set] * (share * outlook.deviationByPlace(d));
                gradient[d] += weight * fall / deviation - part * likelier[set][d];
            }
        }
        for (int d = 0; d < gradient.length; d++) {
            gradient[d] -= outlook.deviationByPlace(d) / outlook.deviation();
        }
        return -(StrictMath.log(deviation) + log);
    }

    @Override
    public double jitter() {
        return Math.max(process.jitter(), chances.jitter());
    }
}
