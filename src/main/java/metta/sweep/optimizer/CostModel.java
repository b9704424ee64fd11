package metta.sweep.optimizer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// What runs are expected to cost, as logarithms: a Gaussian process of those that ended well, as what
/// failed may have ended early, and told a cost, if any did.
final class CostModel {
    private final Costs costs;
    private final Optional<Regression> regression;

    private CostModel(Costs costs, Optional<Regression> regression) {
        this.costs = costs;
        this.regression = regression;
    }

    /// @param items one of which is feasible
    /// @param before of the same space
    static CostModel of(Geometry geometry, List<Evidence.Item> items, Optional<CostModel> before) {
        var well = items.stream().filter(Evidence.Item::feasible).toList();
        var told = well.stream().filter(each -> Costs.known(each.cost())).toList();
        var ended = told.isEmpty() ? well : told;
        var costs = Costs.of(ended);
        return new CostModel(
                costs,
                costs.same()
                        ? Optional.empty()
                        : Optional.of(Regression.of(
                                geometry,
                                KernelShape.SLOPE,
                                ended,
                                CostModel::targets,
                                before.flatMap(each -> each.regression))));
    }

    private static ToDoubleFunction<Evidence.Item> targets(List<Evidence.Item> items) {
        var costs = Costs.of(items);
        return each -> costs.standardized(costs.log(each));
    }

    Costs costs() {
        return costs;
    }

    /// See [GaussianProcess#jitter].
    double jitter() {
        return regression.map(each -> each.process().jitter()).orElse(0.0);
    }

    /// What is expected at some points.
    double[] of(double[][] points) {
        double[] logs = new double[points.length];
        regression.ifPresent(each -> each.process().means(points, new double[][] {logs}));
        return Arrays.stream(logs).map(costs::log).toArray();
    }

    /// What is expected at one point.
    ///
    /// @param gradient to be filled in
    double at(double[] point, double[] gradient) {
        Arrays.fill(gradient, 0);
        double log =
                regression.map(each -> each.process().mean(point, gradient)).orElse(0.0);
        for (int d = 0; d < gradient.length; d++) {
            gradient[d] *= costs.deviation();
        }
        return costs.log(log);
    }
}
