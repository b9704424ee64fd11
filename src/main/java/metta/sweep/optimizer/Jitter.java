package metta.sweep.optimizer;

/// Noise that grows as long as it has to, for a covariance matrix that has no factor with less.
final class Jitter {
    /// Without which the values of a function at points close together could not be drawn.
    static final double LEAST = 1e-10;

    private static final double TOO_MUCH = 1e6;

    private final double wanted;
    private double last;
    private boolean first = true;

    Jitter(double noise) {
        wanted = noise;
        last = noise;
    }

    /// What is to be tried now: at first what was wanted, then ten times as much each time.
    double next() {
        if (!first) {
            last = Math.max(LEAST, last * 10);
        }
        if (!(last < TOO_MUCH)) {
            throw new IllegalStateException("a covariance matrix has no factor, whatever is added to its diagonal");
        }
        first = false;
        return last;
    }

    /// What was tried last.
    double last() {
        return last;
    }

    /// The same, where it had to grow, else 0.
    double taken() {
        return last > wanted ? last : 0;
    }
}
