package metta.sweep.optimizer;

import java.util.Arrays;

/// What is believed of a Gaussian process before scores are seen: of each of its numbers a normal
/// distribution of the logarithm, and between which bounds it lies. The numbers are the length scales
/// by coordinate, the variances of signal and noise, that of the polynomial, the trend, and, where
/// there are scores of other sweeps, how much alike these are.
///
/// Scores are standardized, coordinates from 0 to 1. Length scales grow with the root of the number of
/// coordinates (Hvarfner, Hellsten and Nardi, "Vanilla Bayesian optimization performs great in high
/// dimensions", 2024, section 4).
final class Prior {
    private static final double LENGTH_SCALE = 0.5;
    private static final double SIGNAL = 1;
    private static final double NOISE = 1e-4;
    private static final double TREND = 0.01;
    private static final double LIKENESS = 0.5;

    /// Where all sweeps measure in the same unit.
    private static final double LIKENESS_IN_UNIT = 0.95;

    /// The variance of the level of each sweep, where each is standardized by itself.
    private static final double LEVEL = 1;

    private final int dimensions;
    private final boolean others;
    private final double level;
    private final double[] means;
    private final double[] deviations;
    private final double[] lower;
    private final double[] upper;

    Prior(int dimensions) {
        this(dimensions, false, 1, LIKENESS, 0);
    }

    /// The same where there are scores of other sweeps.
    ///
    /// @param trust how much alike they may be at most
    /// @param sameUnit whether they are told apart by nothing but what they are of, as latencies are
    static Prior withOthers(int dimensions, double trust, boolean sameUnit) {
        return sameUnit
                ? new Prior(dimensions, true, trust, LIKENESS_IN_UNIT, 0)
                : new Prior(dimensions, true, trust, LIKENESS, LEVEL);
    }

    private Prior(int dimensions, boolean others, double trust, double likeness, double level) {
        this.dimensions = dimensions;
        this.others = others;
        this.level = level;
        means = numbers(LENGTH_SCALE * Math.sqrt(dimensions), SIGNAL, NOISE, TREND, likeness * trust);
        lower = numbers(0.02, 0.02, 1e-7, 1e-6, 1e-3 * trust);
        upper = numbers(50, 50, 1, 50, trust);
        deviations = new double[means.length];
        Arrays.fill(deviations, 1);
        deviations[noise()] = 3;
        deviations[trend()] = 2;
    }

    private double[] numbers(double lengthScale, double signal, double noise, double trend, double likeness) {
        double[] logs = new double[dimensions + (others ? 4 : 3)];
        Arrays.fill(logs, 0, dimensions, StrictMath.log(lengthScale));
        logs[signal()] = StrictMath.log(signal);
        logs[noise()] = StrictMath.log(noise);
        logs[trend()] = StrictMath.log(trend);
        if (others) {
            logs[likeness()] = StrictMath.log(likeness);
        }
        return logs;
    }

    /// Whether there are scores of other sweeps.
    boolean others() {
        return others;
    }

    /// The variance of the level of each sweep.
    double level() {
        return level;
    }

    /// The place of the signal's variance among the numbers.
    int signal() {
        return dimensions;
    }

    int noise() {
        return dimensions + 1;
    }

    int trend() {
        return dimensions + 2;
    }

    /// The place of how much alike other sweeps are, where there are any.
    int likeness() {
        return dimensions + 3;
    }

    /// The logarithms of the likeliest numbers.
    double[] likeliest() {
        return means.clone();
    }

    double[] lower() {
        return lower.clone();
    }

    double[] upper() {
        return upper.clone();
    }

    /// The negative logarithm of the density, but for a constant; adds its derivatives.
    double unlikelihood(double[] logs, double[] gradient) {
        double sum = 0;
        for (int i = 0; i < means.length; i++) {
            double z = (logs[i] - means[i]) / deviations[i];
            sum += 0.5 * z * z;
            gradient[i] += z / deviations[i];
        }
        return sum;
    }
}
