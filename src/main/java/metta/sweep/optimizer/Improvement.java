package metta.sweep.optimizer;

import java.util.Arrays;
import metta.sweep.numeric.Normal;

/// How far below the lowest a score is to be expected, as a logarithm (Ament et al., "Unexpected
/// improvements to expected improvement for Bayesian optimization", 2023, section 4.1), in the mean
/// over sets of targets.
final class Improvement implements Acquisition {
    private final GaussianProcess process;
    private final double[] lowest;

    Improvement(GaussianProcess process) {
        this.process = process;
        lowest = process.lowest();
    }

    @Override
    public double[] of(double[][] points) {
        double[][] means = new double[lowest.length][points.length];
        double[] deviations = process.at(points, means);
        double[] gains = new double[points.length];
        double[] logs = new double[lowest.length];
        for (int c = 0; c < points.length; c++) {
            for (int set = 0; set < logs.length; set++) {
                logs[set] = Normal.logImprovement((lowest[set] - means[set][c]) / deviations[c]);
            }
            gains[c] = StrictMath.log(deviations[c]) + Logs.mean(logs);
        }
        return gains;
    }

    @Override
    public double at(double[] point, double[] gradient) {
        var outlook = process.at(point);
        double[] zs = new double[lowest.length];
        double[] logs = new double[lowest.length];
        for (int set = 0; set < zs.length; set++) {
            zs[set] = (lowest[set] - outlook.mean(set)) / outlook.deviation();
            logs[set] = Normal.logImprovement(zs[set]);
        }
        double log = Logs.mean(logs);
        Arrays.fill(gradient, 0);
        for (int set = 0; set < zs.length; set++) {
            double weight = StrictMath.exp(Normal.logCdf(zs[set]) - log) / zs.length;
            for (int d = 0; d < gradient.length; d++) {
                double fall = outlook.meanByPlace(set, d) + zs[set] * outlook.deviationByPlace(d);
                gradient[d] += weight * fall / outlook.deviation();
            }
        }
        for (int d = 0; d < gradient.length; d++) {
            gradient[d] -= outlook.deviationByPlace(d) / outlook.deviation();
        }
        return -(StrictMath.log(outlook.deviation()) + log);
    }
}
