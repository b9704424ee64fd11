package metta.sweep.numeric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/// The volume of what a set of points dominates, up to a reference point, where smaller is better in every
/// objective.
///
/// Exact in any number of objectives. Two take a sort and three a sweep, see [Staircase]. More are cut
/// into slices along the last objective, whose thickness is multiplied by what the slice's own point adds
/// to those below it (While, Bradstreet and Barone, "A fast way of calculating exact hypervolumes", 2012,
/// sections III and IV): n^2 log n steps in four objectives, many more with each further one.
public final class Hypervolume {
    private Hypervolume() {}

    /// The volume that the points dominate. Those that are not better than the reference everywhere do not
    /// count.
    ///
    /// @param points n×d
    /// @param reference d finite numbers
    public static double of(double[][] points, double[] reference) {
        var frame = Frame.of(points, reference);
        return frame.volume() * volume(frame.inside(points), reference.length);
    }

    /// What would be lost without each of the points: 0 for one that another one dominates or equals.
    public static double[] contributions(double[][] points, double[] reference) {
        var frame = Frame.of(points, reference);
        double[] contributions = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            if (frame.holds(points[i])) {
                var others = new double[points.length - 1][];
                System.arraycopy(points, 0, others, 0, i);
                System.arraycopy(points, i + 1, others, i, others.length - i);
                contributions[i] =
                        frame.volume() * added(frame.place(points[i]), frame.inside(others), reference.length);
            }
        }
        return contributions;
    }

    /// The places of `count` points that together dominate much: one after the other, each the one that
    /// adds the most to those before it, of equal ones the first. At least 63 % of the most that so many
    /// can dominate (Nemhauser, Wolsey and Fisher, "An analysis of approximations for maximizing
    /// submodular set functions", 1978, section 4).
    ///
    /// A point adds the less the more there are. So one that would not even have added the most before
    /// need not be looked at again (Chen, Ishibuchi and Shang, "Fast greedy subset selection from large
    /// candidate solution sets in evolutionary multiobjective optimization", 2022, section III).
    public static int[] subset(double[][] points, double[] reference, int count) {
        var frame = Frame.of(points, reference);
        int objectives = reference.length;
        var queue = new PriorityQueue<>(
                Comparator.comparingDouble(Candidate::gain).reversed().thenComparingInt(Candidate::place));
        for (int i = 0; i < points.length; i++) {
            double gain = frame.holds(points[i]) ? box(frame.place(points[i]), objectives) : 0;
            queue.add(new Candidate(i, gain, 0));
        }
        int[] chosen = new int[Math.min(count, points.length)];
        double[][] before = new double[chosen.length][];
        int size = 0;
        while (size < chosen.length) {
            var next = queue.remove();
            if (next.gain() == 0 || next.known() == size) {
                before[size] = frame.place(points[next.place()]);
                chosen[size++] = next.place();
            } else {
                var place = frame.place(points[next.place()]);
                queue.add(new Candidate(next.place(), added(place, Arrays.copyOf(before, size), objectives), size));
            }
        }
        return chosen;
    }

    /// @param gain what the point added to the first `known` of the chosen ones
    private record Candidate(int place, double gain, int known) {}

    /// By the first so many objectives, up to the origin.
    private static double volume(double[][] points, int objectives) {
        if (points.length < 2) {
            return points.length == 0 ? 0 : box(points[0], objectives);
        }
        return switch (objectives) {
            case 1 -> -Arrays.stream(points).mapToDouble(each -> each[0]).min().orElseThrow();
            case 2 -> area(points);
            case 3 -> Staircase.volume(points);
            default -> slices(points, objectives);
        };
    }

    private static double box(double[] point, int objectives) {
        double volume = 1;
        for (int i = 0; i < objectives; i++) {
            volume *= -point[i];
        }
        return volume;
    }

    private static double area(double[][] points) {
        double area = 0;
        double low = 0;
        for (double[] point : sorted(points, 0)) {
            if (point[1] < low) {
                area += -point[0] * (low - point[1]);
                low = point[1];
            }
        }
        return area;
    }

    private static double slices(double[][] points, int objectives) {
        int last = objectives - 1;
        double[][] sorted = sorted(points, last);
        double volume = 0;
        for (int i = 0; i < sorted.length; i++) {
            volume += -sorted[i][last] * added(sorted[i], Arrays.copyOf(sorted, i), last);
        }
        return volume;
    }

    /// What a point dominates that the others do not: all of its own box but what they dominate within it.
    private static double added(double[] point, double[][] others, int objectives) {
        double[][] limited = new double[others.length][];
        for (int i = 0; i < others.length; i++) {
            limited[i] = limited(others[i], point, objectives);
            if (Arrays.equals(limited[i], 0, objectives, point, 0, objectives)) {
                return 0;
            }
        }
        double[][] telling = objectives > 3 ? Domination.front(limited) : limited;
        return Math.max(0, box(point, objectives) - volume(telling, objectives));
    }

    private static double[] limited(double[] other, double[] point, int objectives) {
        double[] limited = new double[objectives];
        for (int i = 0; i < objectives; i++) {
            limited[i] = Math.max(other[i], point[i]);
        }
        return limited;
    }

    static double[][] sorted(double[][] points, int objective) {
        double[][] sorted = points.clone();
        Arrays.sort(sorted, Comparator.comparingDouble(each -> each[objective]));
        return sorted;
    }
}
