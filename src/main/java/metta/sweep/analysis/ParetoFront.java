package metta.sweep.analysis;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import metta.sweep.Merit;
import metta.sweep.RunInfo;
import metta.sweep.analysis.SweepAnalysis.Found;
import metta.sweep.config.Goal;
import metta.sweep.config.Metric;
import metta.sweep.numeric.Domination;

/// The trials of which no other one is at least as good in every metric and better in one: the best there is, until
/// somebody says what one metric is worth in terms of another.
public final class ParetoFront {
    private ParetoFront() {}

    /// Of the feasible trials that have all of the metrics and keep all outcome constraints; by the first metric, the
    /// best first.
    public static List<Found> of(List<RunInfo> runs, List<Metric> metrics, Merit merit) {
        var complete = SweepAnalysis.found(runs)
                .filter(each -> merit.admits(each.taught().scores()))
                .filter(each -> metrics.stream()
                        .allMatch(metric -> each.taught().scores().containsKey(metric.name())))
                .toList();
        int[] fronts = Domination.fronts(complete.stream()
                .map(each -> metrics.stream()
                        .mapToDouble(metric -> loss(each, metric))
                        .toArray())
                .toArray(double[][]::new));
        return IntStream.range(0, fronts.length)
                .filter(i -> fronts[i] == 0)
                .mapToObj(complete::get)
                .sorted(Comparator.comparingDouble((Found each) -> loss(each, metrics.getFirst()))
                        .thenComparingInt(each -> each.run().number()))
                .toList();
    }

    private static double loss(Found found, Metric metric) {
        double score = found.taught().scores().getOrDefault(metric.name(), Double.NaN);
        return metric.goal() == Goal.MINIMIZE ? score : -score;
    }
}
