package metta.sweep.optimizer;

import metta.sweep.numeric.BoundedMinimizer;

/// What makes a point worth a trial, as a logarithm.
interface Acquisition extends BoundedMinimizer.Function {
    /// By point.
    ///
    /// @param points m×d
    double[] of(double[][] points);

    /// The negative of what one point is worth.
    @Override
    double at(double[] point, double[] gradient);

    /// The most noise that a process behind it was given where the arithmetic failed without; 0 where
    /// it did not.
    default double jitter() {
        return 0;
    }

    /// The sum of both: the logarithm of a product.
    default Acquisition and(Acquisition other) {
        var one = this;
        return new Acquisition() {
            @Override
            public double[] of(double[][] points) {
                double[] sums = one.of(points);
                double[] more = other.of(points);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += more[i];
                }
                return sums;
            }

            @Override
            public double at(double[] point, double[] gradient) {
                double sum = one.at(point, gradient);
                double[] more = new double[gradient.length];
                sum += other.at(point, more);
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] += more[i];
                }
                return sum;
            }

            @Override
            public double jitter() {
                return Math.max(one.jitter(), other.jitter());
            }
        };
    }
}
