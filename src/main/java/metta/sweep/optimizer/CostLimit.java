package metta.sweep.optimizer;

import java.util.Arrays;

/// Keeps a search below a cost: what is expected to cost more is worth less than everything else, the
/// less the more it costs.
///
/// @param most as a logarithm
record CostLimit(CostModel costs, double most) implements Acquisition {
    private static final double STEEP = 1e6;

    @Override
    public double[] of(double[][] points) {
        return Arrays.stream(costs.of(points)).map(each -> -excess(each)).toArray();
    }

    @Override
    public double at(double[] point, double[] gradient) {
        double excess = excess(costs.at(point, gradient));
        for (int d = 0; d < gradient.length; d++) {
            gradient[d] = excess > 0 ? STEEP * gradient[d] : 0;
        }
        return excess;
    }

    private double excess(double log) {
        return log > most ? STEEP * (1 + log - most) : 0;
    }

    @Override
    public double jitter() {
        return costs.jitter();
    }
}
