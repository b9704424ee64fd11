package metta.sweep;

import java.util.List;

/// The mean of what several seeds scored.
///
/// @param seeds at least 2
/// @param standardError of the value
public record Mean(double value, double standardError, int seeds) {
    private static final double OUTSIDE_ON_EACH_SIDE = 0.025;

    public Mean {
        if (seeds < 2) {
            throw new IllegalArgumentException("a mean of %d seeds".formatted(seeds));
        }
    }

    /// The mean of at least two values, however large they are.
    public static Mean of(List<Double> values) {
        int count = values.size();
        double mean = 0;
        for (double value : values) {
            mean += value / count;
        }
        double squares = 0;
        for (double value : values) {
            double distance = value - mean;
            squares += distance * distance;
        }
        return new Mean(finite(mean), finite(Math.sqrt(squares / (count - 1) / count)), count);
    }

    /// Half the width of the 95% interval around the value, by Student's distribution.
    public double margin() {
        return finite(StudentT.exceeded(OUTSIDE_ON_EACH_SIDE, seeds - 1) * standardError);
    }

    private static double finite(double value) {
        return Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE);
    }
}
