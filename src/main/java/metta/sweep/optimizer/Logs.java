package metta.sweep.optimizer;

import java.util.Arrays;

/// Sums and means of numbers that are given as logarithms.
final class Logs {
    private Logs() {}

    /// The logarithm of the sum of numbers, one at least.
    static double sum(double[] logs) {
        return scaled(logs, 1);
    }

    /// The logarithm of the mean of numbers, one at least.
    static double mean(double[] logs) {
        return scaled(logs, logs.length);
    }

    private static double scaled(double[] logs, int divisor) {
        double most = Arrays.stream(logs).max().orElseThrow();
        if (most == Double.NEGATIVE_INFINITY) {
            return most;
        }
        double sum = 0;
        for (double log : logs) {
            sum += StrictMath.exp(log - most);
        }
        return most + StrictMath.log(sum / divisor);
    }
}
