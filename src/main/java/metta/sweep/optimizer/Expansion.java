package metta.sweep.optimizer;

import java.util.Arrays;
import java.util.List;

/// How much volume a trial is expected to add to what the front dominates, see [VolumeGain], by the
/// probability that bounds are kept, in the mean over sets of targets.
///
/// @param processes by objective
/// @param gains by set of targets
record Expansion(List<GaussianProcess> processes, List<VolumeGain> gains, Chances chances) implements Acquisition {
    Expansion {
        processes = List.copyOf(processes);
        gains = List.copyOf(gains);
    }

    @Override
    public double[] of(double[][] points) {
        int objectives = processes.size();
        double[][][] means = new double[objectives][gains.size()][points.length];
        double[][] deviations = new double[objectives][];
        for (int k = 0; k < objectives; k++) {
            deviations[k] = processes.get(k).at(points, means[k]);
        }
        double[][] kept = chances.of(points, gains.size());
        double[] mean = new double[objectives];
        double[] deviation = new double[objectives];
        double[] logs = new double[gains.size()];
        double[] values = new double[points.length];
        for (int c = 0; c < points.length; c++) {
            for (int set = 0; set < logs.length; set++) {
                for (int k = 0; k < objectives; k++) {
                    mean[k] = means[k][set][c];
                    deviation[k] = deviations[k][c];
                }
                logs[set] = gains.get(set).log(mean, deviation) + kept[set][c];
            }
            values[c] = Logs.mean(logs);
        }
        return values;
    }

    @Override
    public double at(double[] point, double[] gradient) {
        int objectives = processes.size();
        var outlooks = processes.stream().map(each -> each.at(point)).toList();
        double[] deviations = outlooks.stream().mapToDouble(Outlook::deviation).toArray();
        double[] logs = new double[gains.size()];
        double[][] likelier = new double[logs.length][point.length];
        double[] kept = chances.at(point, likelier);
        double[][] byMean = new double[logs.length][objectives];
        double[][] byDeviation = new double[logs.length][objectives];
        for (int set = 0; set < logs.length; set++) {
            int chosen = set;
            double[] means =
                    outlooks.stream().mapToDouble(each -> each.mean(chosen)).toArray();
            logs[set] = gains.get(set).log(means, deviations, byMean[set], byDeviation[set]) + kept[set];
        }
        double log = Logs.mean(logs);
        Arrays.fill(gradient, 0);
        for (int set = 0; set < logs.length; set++) {
            double share = StrictMath.exp(logs[set] - log) / logs.length;
            for (int d = 0; d < gradient.length; d++) {
                gradient[d] -= share * likelier[set][d];
            }
            for (int k = 0; k < objectives; k++) {
                var outlook = outlooks.get(k);
                for (int d = 0; d < gradient.length; d++) {
                    gradient[d] -= share
                            * (byMean[set][k] * outlook.meanByPlace(set, d)
                                    + byDeviation[set][k] * outlook.deviationByPlace(d));
                }
            }
        }
        return -log;
    }

    @Override
    public double jitter() {
        return Math.max(
                chances.jitter(),
                processes.stream().mapToDouble(GaussianProcess::jitter).max().orElse(0));
    }
}
