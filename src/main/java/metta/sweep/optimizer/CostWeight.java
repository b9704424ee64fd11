package metta.sweep.optimizer;

import java.util.Arrays;

/// What a trial is expected to cost, to a power, by which what it is worth is divided: its negative
/// logarithm.
record CostWeight(CostModel costs, double power) implements Acquisition {
    @Override
    public double[] of(double[][] points) {
        return Arrays.stream(costs.of(points)).map(each -> -power * each).toArray();
    }

    @Override
    public double at(double[] point, double[] gradient) {
        double log = costs.at(point, gradient);
        for (int d = 0; d < gradient.length; d++) {
            gradient[d] *= power;
        }
        return power * log;
    }

    @Override
    public double jitter() {
        return costs.jitter();
    }
}
