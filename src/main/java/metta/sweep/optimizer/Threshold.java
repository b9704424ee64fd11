package metta.sweep.optimizer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// The loss that a trial has to improve on, by where it lies.
sealed interface Threshold {
    /// By set of targets and point.
    ///
    /// @param points m×d
    double[][] of(double[][] points);

    /// At one point, by set of targets.
    ///
    /// @param gradients sets×d, all 0, to be filled in
    double[] at(double[] point, double[][] gradients);

    /// The lowest loss that was seen, everywhere.
    final class Lowest implements Threshold {
        private final double[] bySet;

        Lowest(GaussianProcess process) {
            this(process.lowest());
        }

        private Lowest(double[] bySet) {
            this.bySet = bySet;
        }

        /// The lowest of what keeps all bounds, else the lowest that is to be expected where runs of
        /// earlier sweeps did; where nothing does the highest of all, as whatever keeps them would be
        /// an improvement.
        static Lowest of(LossModel model, Chances chances) {
            var process = model.process();
            return chances.certain()
                    ? new Lowest(process)
                    : new Lowest(IntStream.range(0, process.sets())
                            .mapToDouble(set -> lowest(model, chances, set))
                            .toArray());
        }

        private static double lowest(LossModel model, Chances chances, int set) {
            var own = Arrays.stream(model.kept(_ -> true, chances, set)).min();
            return own.isPresent()
                    ? own.getAsDouble()
                    : Arrays.stream(model.expectedOfEarlier(set, true)).min().orElseGet(() -> highest(model, set));
        }

        private static double highest(LossModel model, int set) {
            return DoubleStream.concat(
                            Arrays.stream(model.process().seen(set))
                                    .limit(model.regression().used().size()),
                            Arrays.stream(model.expectedOfEarlier(set, false)))
                    .max()
                    .orElseThrow();
        }

        /// The lowest of what cost no more than so much.
        static Lowest within(double most, List<Front> bySet) {
            return new Lowest(
                    bySet.stream().mapToDouble(each -> each.within(most)).toArray());
        }

        @Override
        public double[][] of(double[][] points) {
            return Arrays.stream(bySet)
                    .mapToObj(each -> {
                        double[] all = new double[points.length];
                        Arrays.fill(all, each);
                        return all;
                    })
                    .toArray(double[][]::new);
        }

        @Override
        public double[] at(double[] point, double[][] gradients) {
            return bySet.clone();
        }
    }

    /// The loss that was reached at the cost that is expected there.
    ///
    /// @param fronts by set of targets
    record AtCost(CostModel costs, List<Front> fronts) implements Threshold {
        @Override
        public double[][] of(double[][] points) {
            double[] expected = costs.of(points);
            return fronts.stream()
                    .map(front -> Arrays.stream(expected).map(front::at).toArray())
                    .toArray(double[][]::new);
        }

        @Override
        public double[] at(double[] point, double[][] gradients) {
            double[] byPlace = new double[point.length];
            double cost = costs.at(point, byPlace);
            for (int set = 0; set < fronts.size(); set++) {
                double slope = fronts.get(set).slope(cost);
                gradients[set] =
                        Arrays.stream(byPlace).map(each -> slope * each).toArray();
            }
            return fronts.stream().mapToDouble(each -> each.at(cost)).toArray();
        }
    }
}
