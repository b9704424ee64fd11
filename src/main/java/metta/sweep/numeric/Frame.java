package metta.sweep.numeric;

import java.util.Arrays;

/// Where points are seen from the reference, in shares of the way to the farthest: so no product of many
/// small or great numbers is lost.
final class Frame {
    private final double[] reference;
    private final double[] extents;

    private Frame(double[] reference, double[] extents) {
        this.reference = reference;
        this.extents = extents;
    }

    static Frame of(double[][] points, double[] reference) {
        double[] extents = new double[reference.length];
        for (double[] point : points) {
            check(point, reference);
            for (int i = 0; i < extents.length; i++) {
                extents[i] = Math.max(extents[i], reference[i] - point[i]);
            }
        }
        if (Arrays.stream(extents).anyMatch(Double::isInfinite)) {
            throw new IllegalArgumentException("a point is too far from the reference to be measured");
        }
        return new Frame(reference, extents);
    }

    private static void check(double[] point, double[] reference) {
        if (point.length != reference.length) {
            throw new IllegalArgumentException(
                    "points must have %d coordinates, got %d".formatted(reference.length, point.length));
        }
        for (int i = 0; i < point.length; i++) {
            if (!Double.isFinite(reference[i]) || Double.isNaN(point[i])) {
                throw new IllegalArgumentException("a reference must be finite and a point no NaN, got %s and %s"
                        .formatted(reference[i], point[i]));
            }
        }
    }

    boolean holds(double[] point) {
        for (int i = 0; i < point.length; i++) {
            if (point[i] >= reference[i]) {
                return false;
            }
        }
        return true;
    }

    double[][] inside(double[][] points) {
        return Arrays.stream(points).filter(this::holds).map(this::place).toArray(double[][]::new);
    }

    /// From -1 to 0, where the reference is.
    double[] place(double[] point) {
        double[] place = new double[point.length];
        for (int i = 0; i < place.length; i++) {
            place[i] = (point[i] - reference[i]) / extents[i];
        }
        return place;
    }

    double volume() {
        return Arrays.stream(extents).reduce(1, (one, other) -> one * other);
    }
}
