package metta.sweep.optimizer;

import metta.sweep.Problem;

/// Designs of as many points as a sweep may have trials: of each coordinate every one of as many equal
/// strata has a point, somewhere in it, and which strata come together is chance (McKay, Beckman and
/// Conover, "A comparison of three methods for selecting values of input variables in the analysis of
/// output from a computer code", 1979, section 2.1). After the last point of one design another begins.
final class LatinHypercube implements PointSequence {
    private final Problem problem;
    private final int strata;
    private final long[] keys;

    /// The designs that belong to the problem's seed and dimensions.
    LatinHypercube(Problem problem) {
        this.problem = problem;
        strata = problem.maxTrials();
        // trials are numbered from 1, so this generator is nobody's yet
        keys = problem.random(0).longs(problem.space().dimensions()).toArray();
    }

    @Override
    public double[] point(int number) {
        var random = problem.random(number);
        double[] point = new double[keys.length];
        for (int i = 0; i < point.length; i++) {
            var order = new Permutation(strata, Hash.of(keys[i], design(number)));
            point[i] = within(order.at(place(number)), random.nextDouble());
        }
        return point;
    }

    /// Inside a stratum, whatever is rounded.
    private double within(int stratum, double share) {
        double least = Math.nextUp((double) stratum / strata);
        double most = Math.nextDown((stratum + 1.0) / strata);
        return Math.clamp((stratum + share) / strata, least, most);
    }

    @Override
    public String what(int number) {
        return "point %d of %d of Latin hypercube %d".formatted(place(number) + 1, strata, design(number));
    }

    /// From 1.
    private int design(int number) {
        return 1 + (number - 1) / strata;
    }

    /// In its design, from 0.
    private int place(int number) {
        return (number - 1) % strata;
    }
}
