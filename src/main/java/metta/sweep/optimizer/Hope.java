package metta.sweep.optimizer;

/// The score that may be hoped for: so many standard deviations better than expected (Srinivas et al.,
/// "Gaussian process optimization in the bandit setting", 2010, section 3), in the mean over sets of
/// targets. It stands for a logarithm, in standard deviations of all scores.
///
/// @param beta how many standard deviations
record Hope(GaussianProcess process, double beta) implements Acquisition {
    @Override
    public double[] of(double[][] points) {
        double[][] means = new double[process.sets()][points.length];
        double[] hopes = process.at(points, means);
        for (int c = 0; c < hopes.length; c++) {
            hopes[c] *= beta;
            for (double[] mean : means) {
                hopes[c] -= mean[c] / means.length;
            }
        }
        return hopes;
    }

    @Override
    public double at(double[] point, double[] gradient) {
        var outlook = process.at(point);
        int sets = process.sets();
        double loss = -beta * outlook.deviation();
        for (int d = 0; d < gradient.length; d++) {
            gradient[d] = -beta * outlook.deviationByPlace(d);
        }
        for (int set = 0; set < sets; set++) {
            loss += outlook.mean(set) / sets;
            for (int d = 0; d < gradient.length; d++) {
                gradient[d] += outlook.meanByPlace(set, d) / sets;
            }
        }
        return loss;
    }

    @Override
    public double jitter() {
        return process.jitter();
    }
}
