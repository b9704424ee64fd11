package metta.sweep.optimizer;

import java.util.random.RandomGenerator;

/// What a Gaussian process makes of one bound.
record BoundModel(Bound bound, Regression regression) {
    double limit() {
        return bound.limit();
    }

    GaussianProcess process() {
        return regression.process();
    }

    /// The same after runs at more points ended, in several ways.
    ///
    /// @param more m×d
    BoundModel imagining(double[][] more, int sets, RandomGenerator random) {
        return new BoundModel(bound, regression.imagining(more, sets, random));
    }

    /// Whether what is imagined keeps it.
    ///
    /// @param number of that, from 0
    boolean kept(int set, int number) {
        return regression.imagined(set, number) <= limit();
    }
}
