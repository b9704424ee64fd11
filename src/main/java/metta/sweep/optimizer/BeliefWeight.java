package metta.sweep.optimizer;

/// What a person believes of a point, as a logarithm: its density to a power that falls to 0 with the
/// trials that were chosen (Hvarfner et al., "πBO: augmenting acquisition functions with user beliefs
/// for Bayesian optimization", 2022, section 4.1).
record BeliefWeight(ExpertPriors priors, double power) implements Acquisition {
    /// A tenth of the usual hundred trials, as in their experiments; a sweep's own number would keep a
    /// wrong belief alive in a long one.
    private static final double FIRST_POWER = 10;

    /// @param chosen how many trials a model has chosen by now
    static BeliefWeight after(int chosen, ExpertPriors priors) {
        return new BeliefWeight(priors, FIRST_POWER / (1 + Math.max(0, chosen)));
    }

    @Override
    public double[] of(double[][] points) {
        double[] logs = new double[points.length];
        for (int c = 0; c < logs.length; c++) {
            logs[c] = power * priors.logDensity(points[c]);
        }
        return logs;
    }

    @Override
    public double at(double[] point, double[] gradient) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = -power * priors.slope(point, i);
        }
        return -power * priors.logDensity(point);
    }
}
