package metta.sweep.optimizer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import metta.sweep.Problem;
import metta.sweep.config.OutcomeConstraint;

/// How far runs are beyond a bound, as what a [Regression] is of: as [Targets], up to the bound in the
/// shape that it has. A run that does not say how far it is says nothing.
///
/// @param number the bound's, from 0
record Bound(int number) implements Regression.Subject {
    /// What stands for how far some runs are. The bound counts among them, so that it has a target too
    /// where all of them are on one side of it.
    Targets scale(List<Evidence.Item> items) {
        return new Targets(
                DoubleStream.concat(
                        DoubleStream.of(0),
                        items.stream()
                                .filter(this::isIn)
                                .mapToDouble(each -> each.excesses().get(number))),
                0);
    }

    @Override
    public ToDoubleFunction<Evidence.Item> targets(List<Evidence.Item> items) {
        var scale = scale(items);
        return each -> scale.of(each.excesses().get(number));
    }

    @Override
    public boolean isIn(List<Evidence.Item> items) {
        return items.stream().anyMatch(this::isIn);
    }

    @Override
    public boolean isIn(Evidence.Item item) {
        return item.excesses().get(number) < Double.POSITIVE_INFINITY;
    }

    /// By bound.
    static List<Double> excesses(Problem problem, Map<String, Double> scores) {
        return problem.outcomes().stream().map(each -> excess(each, scores)).toList();
    }

    /// How far a run is beyond a bound as a share of that, so that several may be added up; where the
    /// bound is 0 in the metric's unit. Infinite where the metric has no value.
    private static double excess(OutcomeConstraint bound, Map<String, Double> scores) {
        double unit = bound.limit() == 0 ? 1 : Math.abs(bound.limit());
        return Optional.ofNullable(scores.get(bound.metric()))
                .map(each -> Math.clamp(bound.excess(each) / unit, -Double.MAX_VALUE, Double.MAX_VALUE))
                .orElse(Double.POSITIVE_INFINITY);
    }
}
