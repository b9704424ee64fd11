package metta.sweep.numeric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Directions that spread evenly over all ways to weigh objectives against each other: weights that add up
/// to 1 (Das and Dennis, "Normal-boundary intersection", 1998, section 3).
public final class Directions {
    private Directions() {}

    /// At most `most` directions, or one for each objective if these are more: the finest lattice that is
    /// not larger. Where its points all lie on the border, half as many lie within, on the next coarser
    /// lattice, shrunk to the half, if there is room for them (Deb and Jain 2014, part I, section V).
    ///
    /// @return n×d, none negative
    public static double[][] spread(int objectives, int most) {
        int divisions = 1;
        while (count(objectives, divisions + 1) <= most && objectives > 1) {
            divisions++;
        }
        var directions = lattice(objectives, divisions);
        int inner = divisions == 1 ? 1 : divisions - 1;
        if (divisions < objectives && directions.size() + count(objectives, inner) <= most) {
            for (double[] each : lattice(objectives, inner)) {
                directions.add(Arrays.stream(each)
                        .map(weight -> (weight + 1.0 / objectives) / 2)
                        .toArray());
            }
        }
        return directions.toArray(double[][]::new);
    }

    /// How many ways there are to hand out so many equal parts.
    private static double count(int objectives, int divisions) {
        double count = 1;
        for (int i = 1; i < objectives; i++) {
            count = count * (divisions + i) / i;
        }
        return count;
    }

    private static List<double[]> lattice(int objectives, int divisions) {
        var lattice = new ArrayList<double[]>();
        fill(new double[objectives], 0, divisions, divisions, lattice);
        return lattice;
    }

    private static void fill(double[] weights, int place, int left, int divisions, List<double[]> lattice) {
        if (place == weights.length - 1) {
            weights[place] = (double) left / divisions;
            lattice.add(weights.clone());
            return;
        }
        for (int part = 0; part <= left; part++) {
            weights[place] = (double) part / divisions;
            fill(weights, place + 1, left - part, divisions, lattice);
        }
    }
}
