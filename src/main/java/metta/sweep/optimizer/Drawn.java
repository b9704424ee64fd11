package metta.sweep.optimizer;

/// How low a drawn function is, in standard deviations of all scores, which stand for a logarithm.
///
/// @param function whose mean it is, see [GaussianProcess#drawn]
record Drawn(GaussianProcess function) implements Acquisition {
    @Override
    public double[] of(double[][] points) {
        double[][] means = new double[1][points.length];
        function.means(points, means);
        double[] values = new double[points.length];
        for (int c = 0; c < values.length; c++) {
            values[c] = -means[0][c];
        }
        return values;
    }

    @Override
    public double at(double[] point, double[] gradient) {
        return function.mean(point, gradient);
    }

    @Override
    public double jitter() {
        return function.jitter();
    }
}
