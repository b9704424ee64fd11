package metta.sweep.optimizer;

import java.util.Arrays;
import java.util.List;
import metta.sweep.numeric.Normal;

/// How likely a trial is to keep all bounds, as a logarithm: of each the share of a Gaussian process
/// below it (Gardner et al., "Bayesian optimization with inequality constraints", 2014, section 3),
/// for one or several sets of targets.
record Chances(List<BoundModel> models) implements Acquisition {
    /// Where nothing is bounded.
    static final Chances CERTAIN = new Chances(List.of());

    Chances {
        models = List.copyOf(models);
    }

    boolean certain() {
        return models.isEmpty();
    }

    /// What is worth that much where bounds are kept.
    Acquisition of(Acquisition worth) {
        return certain() ? worth : worth.and(this);
    }

    /// Whether what is imagined keeps all of them.
    ///
    /// @param number of that, from 0
    boolean kept(int set, int number) {
        return models.stream().allMatch(each -> each.kept(set, number));
    }

    /// By set of targets and point.
    ///
    /// @param points m×d
    double[][] of(double[][] points, int sets) {
        double[][] logs = new double[sets][points.length];
        for (var model : models) {
            var process = model.process();
            double[][] means = new double[sets][points.length];
            double[] deviations = process.at(points, means);
            for (int c = 0; c < points.length; c++) {
                double spread = Math.sqrt(process.noise() + deviations[c] * deviations[c]);
                for (int set = 0; set < sets; set++) {
                    logs[set][c] += Normal.logCdf((model.limit() - means[set][c]) / spread);
                }
            }
        }
        return logs;
    }

    /// At one point, by set of targets.
    ///
    /// @param gradients sets×d, all 0, to be filled in
    double[] at(double[] point, double[][] gradients) {
        double[] logs = new double[gradients.length];
        for (var model : models) {
            var process = model.process();
            var outlook = process.at(point);
            double spread = Math.sqrt(process.noise() + outlook.deviation() * outlook.deviation());
            for (int set = 0; set < logs.length; set++) {
                double z = (model.limit() - outlook.mean(set)) / spread;
                double log = Normal.logCdf(z);
                logs[set] += log;
                double steep = StrictMath.exp(Normal.logDensity(z) - log) / spread;
                for (int d = 0; d < point.length; d++) {
                    double wider = outlook.deviation() * outlook.deviationByPlace(d) / spread;
                    gradients[set][d] -= steep * (outlook.meanByPlace(set, d) + z * wider);
                }
            }
        }
        return logs;
    }

    /// In the mean over sets of targets.
    @Override
    public double[] of(double[][] points) {
        double[][] logs = of(points, sets());
        double[] means = new double[points.length];
        double[] each = new double[logs.length];
        for (int c = 0; c < means.length; c++) {
            for (int set = 0; set < each.length; set++) {
                each[set] = logs[set][c];
            }
            means[c] = Logs.mean(each);
        }
        return means;
    }

    @Override
    public double at(double[] point, double[] gradient) {
        double[][] gradients = new double[sets()][point.length];
        double[] logs = at(point, gradients);
        double mean = Logs.mean(logs);
        Arrays.fill(gradient, 0);
        for (int set = 0; set < logs.length; set++) {
            double part = StrictMath.exp(logs[set] - mean) / logs.length;
            for (int d = 0; d < gradient.length; d++) {
                gradient[d] -= part * gradients[set][d];
            }
        }
        return -mean;
    }

    private int sets() {
        return certain() ? 1 : models.getFirst().process().sets();
    }

    @Override
    public double jitter() {
        return models.stream()
                .mapToDouble(each -> each.process().jitter())
                .max()
                .orElse(0);
    }
}
