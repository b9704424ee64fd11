package metta.sweep.numeric;

import java.util.stream.IntStream;

/// How much room points have for themselves among points none of which dominates another (Deb et al., "A
/// fast and elitist multiobjective genetic algorithm: NSGA-II", 2002, section III-B).
public final class Crowding {
    private Crowding() {}

    /// The crowding distance of each point: over all objectives, how far its two neighbours are from each
    /// other, as a share of the objective's range. Infinite for a point at each end of an objective, if it
    /// has two.
    ///
    /// @param points n×d, none of them NaN
    public static double[] distances(double[][] points) {
        double[] distances = new double[points.length];
        double[][] scaled = UnitScale.of(points);
        for (int objective = 0; points.length > 0 && objective < points[0].length; objective++) {
            add(scaled, objective, distances);
        }
        return distances;
    }

    private static void add(double[][] points, int objective, double[] distances) {
        var order = IntStream.range(0, points.length)
                .boxed()
                .sorted((one, other) -> Double.compare(points[one][objective], points[other][objective]))
                .mapToInt(Integer::intValue)
                .toArray();
        if (points[order[0]][objective] == points[order[order.length - 1]][objective]) {
            return;
        }
        distances[order[0]] = Double.POSITIVE_INFINITY;
        distances[order[order.length - 1]] = Double.POSITIVE_INFINITY;
        for (int i = 1; i < order.length - 1; i++) {
            distances[order[i]] += points[order[i + 1]][objective] - points[order[i - 1]][objective];
        }
    }
}
