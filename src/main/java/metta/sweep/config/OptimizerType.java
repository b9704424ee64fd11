package metta.sweep.config;

/// The ways to choose configurations.
public enum OptimizerType {
    AUTO,
    RANDOM,
    SOBOL,
    GRID,
    TPE,
    GP,
    MOGP,
    CMAES,
    NSGA2,
    NSGA3,
    DE;

    /// How many values of a continuous parameter a grid takes: one number, or a map of them by
    /// parameter.
    public static final String RESOLUTION = "resolution";

    /// Whether this optimizer understands a setting of that name.
    public boolean takes(String setting) {
        return switch (this) {
            case AUTO, RANDOM, SOBOL, TPE, GP, MOGP, CMAES, NSGA2, NSGA3, DE -> false;
            case GRID -> setting.equals(RESOLUTION);
        };
    }
}
