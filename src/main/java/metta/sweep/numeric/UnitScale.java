package metta.sweep.numeric;

/// Brings objectives whose numbers have nothing in common to one scale.
public final class UnitScale {
    private UnitScale() {}

    /// The same points with every objective between 0, its least finite value, and 1, its greatest. What
    /// is infinite is 1 or 0 by its sign; an objective that is the same everywhere is 0.
    ///
    /// @param points n×d, none of them NaN
    public static double[][] of(double[][] points) {
        double[][] scaled = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            scaled[i] = new double[points[i].length];
        }
        for (int objective = 0; points.length > 0 && objective < points[0].length; objective++) {
            scale(points, objective, scaled);
        }
        return scaled;
    }

    private static void scale(double[][] points, int objective, double[][] scaled) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        boolean same = true;
        for (double[] point : points) {
            double value = point[objective];
            same &= value == points[0][objective];
            least = Double.isFinite(value) ? Math.min(least, value) : least;
            most = Double.isFinite(value) ? Math.max(most, value) : most;
        }
        for (int i = 0; !same && i < points.length; i++) {
            scaled[i][objective] = place(points[i][objective], least, most);
        }
    }

    private static double place(double value, double least, double most) {
        if (Double.isInfinite(value)) {
            return value > 0 ? 1 : 0;
        }
        if (least == most) {
            return 0;
        }
        double range = most - least;
        return Double.isInfinite(range) // the difference of halves is finite
                ? (value / 2 - least / 2) / (most / 2 - least / 2)
                : (value - least) / range;
    }
}
