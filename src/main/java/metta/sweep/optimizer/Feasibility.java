package metta.sweep.optimizer;

import metta.sweep.numeric.Normal;

/// How likely a run does not fail, as a logarithm: the share of a Gaussian process above 0 whose
/// targets are 1 where a run did not fail and -1 where it did (Rasmussen and Williams 2006, section
/// 6.5, least-squares classification).
///
/// @param process of those labels
record Feasibility(GaussianProcess process) implements Acquisition {
    private static final double LEAST_NOISE = 1e-3;

    /// @param points n×d
    /// @param feasible which of them did not fail
    static Feasibility of(Geometry geometry, double[][] points, boolean[] feasible) {
        double[] labels = new double[points.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = feasible[i] ? 1 : -1;
        }
        var fit = KernelFit.of(geometry, KernelShape.BOWL, points, labels);
        return new Feasibility(GaussianProcess.of(fit.kernel(), Math.max(fit.noise(), LEAST_NOISE), points, labels));
    }

    @Override
    public double[] of(double[][] points) {
        double[][] means = new double[1][points.length];
        double[] deviations = process.at(points, means);
        double[] logs = new double[points.length];
        for (int c = 0; c < logs.length; c++) {
            logs[c] = Normal.logCdf(means[0][c] / Math.sqrt(process.noise() + deviations[c] * deviations[c]));
        }
        return logs;
    }

    @Override
    public double at(double[] point, double[] gradient) {
        var outlook = process.at(point);
        double spread = Math.sqrt(process.noise() + outlook.deviation() * outlook.deviation());
        double z = outlook.mean(0) / spread;
        double log = Normal.logCdf(z);
        double steep = StrictMath.exp(Normal.logDensity(z) - log);
        for (int d = 0; d < gradient.length; d++) {
            double wider = outlook.deviation() * outlook.deviationByPlace(d) / spread;
            gradient[d] = -steep * (outlook.meanByPlace(0, d) - z * wider) / spread;
        }
        return -log;
    }
}
