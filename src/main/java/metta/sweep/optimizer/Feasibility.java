package metta.sweep.optimizer;

import java.util.List;
import java.util.function.ToDoubleFunction;
import metta.sweep.numeric.Normal;

/// How likely a run does not fail, as a logarithm: the share of a Gaussian process above 0 whose
/// targets are 1 where a run did not fail and -1 where it did (Rasmussen and Williams 2006, section
/// 6.5, least-squares classification).
///
/// @param process of those labels
record Feasibility(GaussianProcess process) implements Acquisition {
    /// What the process is of.
    static final Regression.Subject SUBJECT = new Regression.Subject() {
        @Override
        public ToDoubleFunction<Evidence.Item> targets(List<Evidence.Item> items) {
            return each -> each.feasible() ? 1 : -1;
        }

        @Override
        public boolean isIn(List<Evidence.Item> items) {
            return !items.stream().allMatch(Evidence.Item::feasible);
        }

        // The newest, which are from where the search is now.
        @Override
        public List<Evidence.Item> chosen(List<Evidence.Item> items, int most) {
            return items.subList(Math.max(0, items.size() - most), items.size());
        }

        // That a run failed may be by chance.
        @Override
        public double leastNoise() {
            return 1e-3;
        }
    };

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

    @Override
    public double jitter() {
        return process.jitter();
    }
}
