package metta.sweep.config;

import java.util.List;

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
    PROTEIN,
    NSGA2,
    NSGA3,
    DE;

    /// How many values of a continuous parameter a grid takes: one number, or a map of them by
    /// parameter.
    public static final String RESOLUTION = "resolution";

    /// What can be said of this optimizer besides its name, in order.
    List<Setting> settings() {
        return switch (this) {
            case RANDOM, SOBOL, CMAES, NSGA2, NSGA3, DE -> List.of();
            case AUTO, TPE, MOGP -> OptimizerSettings.COST_AWARE;
            case GP -> OptimizerSettings.GP;
            case GRID -> OptimizerSettings.GRID;
            case PROTEIN -> OptimizerSettings.PROTEIN;
        };
    }
}
