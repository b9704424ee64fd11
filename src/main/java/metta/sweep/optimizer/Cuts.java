package metta.sweep.optimizer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import metta.sweep.numeric.Boxes;
import metta.sweep.numeric.Normal;

/// How boxes cut one objective into intervals, and how far below their upper ends a normally distributed
/// loss is expected to come within them.
final class Cuts {
    /// Where intervals begin or end, ascending.
    private final double[] edges;

    private final List<Interval> intervals;
    private final int[] byBox;

    /// Between two edges.
    ///
    /// @param lower the place of the edge, -1 where there is none
    private record Interval(int lower, int upper) {}

    Cuts(List<Boxes.Box> boxes, int objective) {
        edges = boxes.stream()
                .mapToDouble(each -> each.upper(objective))
                .sorted()
                .distinct()
                .toArray();
        var places = new LinkedHashMap<Interval, Integer>();
        byBox = boxes.stream()
                .map(each -> new Interval(place(each.lower(objective)), place(each.upper(objective))))
                .mapToInt(each -> places.computeIfAbsent(each, _ -> places.size()))
                .toArray();
        intervals = List.copyOf(places.keySet());
    }

    /// Where a box ends another one begins, so that every finite bound is an edge.
    private int place(double bound) {
        return bound == Double.NEGATIVE_INFINITY ? -1 : Arrays.binarySearch(edges, bound);
    }

    int intervals() {
        return intervals.size();
    }

    /// The interval of a box.
    int of(int box) {
        return byBox[box];
    }

    /// By interval how far a loss is expected to reach into it, in its standard deviations, as logarithms.
    double[] reaches(double mean, double deviation) {
        double[] below = new double[edges.length];
        for (int i = 0; i < below.length; i++) {
            below[i] = Normal.logImprovement((edges[i] - mean) / deviation);
        }
        double[] reaches = new double[intervals.size()];
        for (int i = 0; i < reaches.length; i++) {
            var interval = intervals.get(i);
            double upper = below[interval.upper];
            reaches[i] = interval.lower < 0
                    ? upper
                    : upper + StrictMath.log1p(-StrictMath.exp(below[interval.lower] - upper));
        }
        return reaches;
    }

    /// How likely a loss lies in an interval, by its reach: what that loses where the mean rises.
    double likely(int interval, double reach, double mean, double deviation) {
        return difference(interval, mean, deviation, z -> StrictMath.exp(Normal.logCdf(z) - reach));
    }

    /// How much denser a loss is at the upper end of an interval than at the lower, by its reach: what that
    /// gains where the deviation grows.
    double denser(int interval, double reach, double mean, double deviation) {
        return difference(interval, mean, deviation, z -> StrictMath.exp(Normal.logDensity(z) - reach));
    }

    /// From the lower end of an interval to the upper.
    private double difference(int interval, double mean, double deviation, DoubleUnaryOperator function) {
        var ends = intervals.get(interval);
        double upper = function.applyAsDouble((edges[ends.upper] - mean) / deviation);
        return ends.lower < 0 ? upper : upper - function.applyAsDouble((edges[ends.lower] - mean) / deviation);
    }
}
