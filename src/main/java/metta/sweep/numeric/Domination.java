package metta.sweep.numeric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Which points are better than which, where smaller is better in every objective: one dominates another
/// if it is nowhere worse and somewhere better.
public final class Domination {
    private Domination() {}

    /// The front that each point is on: 0 for those that none dominates, 1 for those that none does once
    /// these are gone, and so on (Goldberg 1989; Deb et al., "A fast and elitist multiobjective genetic
    /// algorithm: NSGA-II", 2002, section III).
    ///
    /// In sorted order a point is dominated by earlier ones alone, and no front after the first that takes
    /// it dominates it: a binary search finds that front (Zhang et al., "An efficient approach to
    /// nondominated sorting for evolutionary multiobjective optimization", 2015, section III). In two
    /// objectives the last point of a front speaks for all of it, which makes n log n steps.
    ///
    /// @param points n×d, none of them NaN
    public static int[] fronts(double[][] points) {
        var order = IntStream.range(0, points.length)
                .boxed()
                .sorted((one, other) -> lexical(points[one], points[other]))
                .mapToInt(Integer::intValue)
                .toArray();
        var fronts = new ArrayList<List<double[]>>();
        int[] found = new int[points.length];
        for (int i = 0; i < order.length; i++) {
            double[] point = points[order[i]];
            if (i > 0 && lexical(points[order[i - 1]], point) == 0) {
                found[order[i]] = found[order[i - 1]];
                continue;
            }
            int front = first(fronts, point);
            if (front == fronts.size()) {
                fronts.add(new ArrayList<>());
            }
            fronts.get(front).add(point);
            found[order[i]] = front;
        }
        return found;
    }

    /// The points that no other one dominates, each once.
    public static double[][] front(double[][] points) {
        double[][] sorted = points.clone();
        Arrays.sort(sorted, Domination::lexical);
        var front = new ArrayList<double[]>();
        for (double[] point : sorted) {
            if (front.stream().noneMatch(each -> covers(each, point))) {
                front.add(point);
            }
        }
        return front.toArray(double[][]::new);
    }

    private static int first(List<List<double[]>> fronts, double[] point) {
        int low = 0;
        int high = fronts.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (dominates(fronts.get(middle), point)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Whether one of a front dominates a later point in sorted order, none of them its equal.
    private static boolean dominates(List<double[]> front, double[] point) {
        if (point.length <= 2) {
            return covers(front.getLast(), point);
        }
        for (int i = front.size() - 1; i >= 0; i--) {
            if (covers(front.get(i), point)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a point is nowhere worse than another.
    public static boolean covers(double[] one, double[] other) {
        for (int i = 0; i < one.length; i++) {
            if (one[i] > other[i]) {
                return false;
            }
        }
        return true;
    }

    /// By the first objective, among equal ones by the second, and so on; -0 is 0.
    private static int lexical(double[] one, double[] other) {
        for (int i = 0; i < one.length; i++) {
            int order = Double.compare(one[i] + 0.0, other[i] + 0.0);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
