package metta.sweep.numeric;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;

/// Brings a front's objectives to one scale by the plane through its extremes: from 0, the best value of
/// each objective, to 1, where the plane meets its axis (Deb and Jain, "An evolutionary many-objective
/// optimization algorithm using reference-point-based nondominated sorting approach, part I", 2014,
/// section IV-C).
public final class Intercepts {
    /// What the other objectives weigh where the extreme of one is looked for.
    private static final double SLIGHT = 1e-6;

    private Intercepts() {}

    /// The points so scaled; where there is no such plane, from the best to the worst value of each
    /// objective.
    ///
    /// @param points n×d, none of them NaN
    public static double[][] scaled(double[][] points) {
        double[][] scaled = UnitScale.of(points);
        if (points.length == 0) {
            return scaled;
        }
        int objectives = scaled[0].length;
        double[][] extremes = new double[objectives][];
        for (int axis = 0; axis < objectives; axis++) {
            extremes[axis] = extreme(scaled, axis);
        }
        double[] normal = normal(extremes);
        boolean meetsAll = Arrays.stream(normal).allMatch(each -> each > SLIGHT && each < 1 / SLIGHT);
        for (double[] each : meetsAll ? scaled : new double[0][]) {
            Arrays.setAll(each, i -> each[i] * normal[i]);
        }
        return scaled;
    }

    /// Of the plane n·x = 1 through the points; nothing where they lie on none.
    private static double[] normal(double[][] points) {
        var solver = new LUDecomposition(new Array2DRowRealMatrix(points)).getSolver();
        double[] ones = new double[points.length];
        Arrays.fill(ones, 1);
        return solver.isNonSingular() ? solver.solve(new ArrayRealVector(ones)).toArray() : new double[points.length];
    }

    /// The point that is the best one where an objective hardly counts.
    private static double[] extreme(double[][] points, int axis) {
        double[] extreme = points[0];
        double least = Double.POSITIVE_INFINITY;
        for (double[] point : points) {
            double most = 0;
            for (int i = 0; i < point.length; i++) {
                most = Math.max(most, i == axis ? point[i] : point[i] / SLIGHT);
            }
            if (most < least) {
                least = most;
                extreme = point;
            }
        }
        return extreme;
    }
}
