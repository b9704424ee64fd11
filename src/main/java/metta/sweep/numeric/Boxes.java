package metta.sweep.numeric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What no point of a set dominates, up to a reference point, as boxes that have nothing in common;
/// smaller is better in every objective.
///
/// A sweep goes through the last objective and keeps boxes of the others: at each point those that it
/// reaches into end, and what it leaves of them begins there, put together again where that makes a
/// box (the idea of Lacour, Klamroth and Fonseca, "A box decomposition algorithm to compute the
/// hypervolume indicator", 2017, section 3). In two objectives there is one more than points on the
/// front, in three about twice as many.
public final class Boxes {
    private final int swept;
    private final List<Box> ended = new ArrayList<>();
    private List<Box> open = new ArrayList<>();

    /// All between two corners, of which the lower one may be infinitely far.
    public static final class Box {
        private final double[] lower;
        private final double[] upper;

        private Box(double[] lower, double[] upper) {
            this.lower = lower;
            this.upper = upper;
        }

        public double lower(int objective) {
            return lower[objective];
        }

        public double upper(int objective) {
            return upper[objective];
        }

        private Box from(int objective, double value) {
            double[] raised = lower.clone();
            raised[objective] = value;
            return new Box(raised, upper);
        }

        private Box to(int objective, double value) {
            double[] lowered = upper.clone();
            lowered[objective] = value;
            return new Box(lower, lowered);
        }
    }

    private Boxes(double[] reference) {
        swept = reference.length - 1;
        double[] lower = new double[reference.length];
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        open.add(new Box(lower, reference.clone()));
    }

    /// The boxes, in an order that is always the same.
    ///
    /// @param points n×d, none of them NaN; those that are not better than the reference everywhere do
    ///     not count
    public static List<Box> free(double[][] points, double[] reference) {
        var boxes = new Boxes(reference);
        for (double[] point : Hypervolume.sorted(points, boxes.swept)) {
            if (point[boxes.swept] < reference[boxes.swept]) {
                boxes.add(point);
            }
        }
        boxes.ended.addAll(boxes.open);
        return List.copyOf(boxes.ended);
    }

    private void add(double[] point) {
        var untouched = new ArrayList<Box>();
        var left = new ArrayList<Box>();
        for (var box : open) {
            if (reaches(point, box)) {
                if (box.lower[swept] < point[swept]) {
                    ended.add(box.to(swept, point[swept]));
                }
                left.addAll(left(box.from(swept, point[swept]), point));
            } else {
                untouched.add(box);
            }
        }
        untouched.addAll(joined(left));
        open = untouched;
    }

    private boolean reaches(double[] point, Box box) {
        for (int i = 0; i < swept; i++) {
            if (point[i] >= box.upper[i]) {
                return false;
            }
        }
        return true;
    }

    /// What a point that reaches into a box does not dominate of it.
    private List<Box> left(Box box, double[] point) {
        var left = new ArrayList<Box>();
        var rest = box;
        for (int i = 0; i < swept; i++) {
            if (rest.lower[i] < point[i]) {
                left.add(rest.to(i, point[i]));
                rest = rest.from(i, point[i]);
            }
        }
        return left;
    }

    private List<Box> joined(List<Box> boxes) {
        var joined = new ArrayList<Box>();
        for (var box : boxes) {
            var whole = box;
            for (int i = 0; i < joined.size(); i++) {
                int along = neighbours(whole, joined.get(i));
                if (along >= 0) {
                    var other = joined.remove(i);
                    whole = whole.from(along, Math.min(whole.lower[along], other.lower[along]))
                            .to(along, Math.max(whole.upper[along], other.upper[along]));
                    i = -1; // what was no neighbour may be one now
                }
            }
            joined.add(whole);
        }
        return joined;
    }

    /// The objective along which two boxes make one; -1 where there is none.
    private int neighbours(Box one, Box other) {
        int along = -1;
        for (int i = 0; i < swept; i++) {
            if (one.lower[i] != other.lower[i] || one.upper[i] != other.upper[i]) {
                boolean touch = one.lower[i] == other.upper[i] || one.upper[i] == other.lower[i];
                if (along >= 0 || !touch) {
                    return -1;
                }
                along = i;
            }
        }
        return along;
    }
}
