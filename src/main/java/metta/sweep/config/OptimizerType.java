package metta.sweep.config;

/// The ways to choose configurations.
public enum OptimizerType {
    RANDOM,
    SOBOL,
    GRID,
    TPE;

    /// How many values of a continuous parameter a grid takes: one number, or a map of them by parameter.
    public static final String RESOLUTION = "resolution";

    /// Whether this optimizer understands a setting of that name.
    public boolean takes(String setting) {
        return switch (this) {
            case RANDOM, SOBOL, TPE -> false;
            case GRID -> setting.equals(RESOLUTION);
        };
    }
}
