package metta.sweep.optimizer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metta.sweep.Problem;
import metta.sweep.config.OutcomeConstraint;

/// How far runs are beyond a bound, as what a [Regression] is of: as [Targets], up to the bound in the
/// shape that it has. A run that does not say how far it is says nothing.
///
/// @param number the bound's, from 0
/// @param sources whose runs are learnt from too
/// @param scale what stands for how far all of them are: a bound is the same for each sweep
record Bound(int number, Sources sources, Targets scale) implements Regression.Subject {
    /// Many together are still a number.
    private static final double MOST = 1e300;

    /// Those of which some run says how far it is.
    static List<Bound> of(Evidence evidence) {
        return IntStream.range(0, evidence.bounds())
                .mapToObj(number -> of(evidence, number))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Bound> of(Evidence evidence, int number) {
        double[] known = evidence.telling().stream()
                .mapToDouble(each -> each.excesses().get(number))
                .filter(each -> each < Double.POSITIVE_INFINITY)
                .toArray();
        return known.length == 0 ? Optional.empty() : Optional.of(new Bound(number, evidence.sources(), scale(known)));
    }

    /// The bound counts among the runs, so that it has a target too where all of them are on one side
    /// of it.
    static Targets scale(double... excesses) {
        return new Targets(DoubleStream.concat(DoubleStream.of(0), DoubleStream.of(excesses)), 0);
    }

    /// The bound's target: what is not above it keeps it.
    double limit() {
        return scale.of(0);
    }

    @Override
    public ToDoubleFunction<Evidence.Item> targets(List<Evidence.Item> items) {
        return each -> scale.of(each.excesses().get(number));
    }

    @Override
    public boolean hasUnit() {
        return true;
    }

    @Override
    public boolean isIn(List<Evidence.Item> items) {
        return Stream.concat(items.stream(), sources.sweeps().stream().flatMap(List::stream))
                .anyMatch(this::isIn);
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
                .map(each -> Math.clamp(bound.excess(each) / unit, -MOST, MOST))
                .orElse(Double.POSITIVE_INFINITY);
    }
}
