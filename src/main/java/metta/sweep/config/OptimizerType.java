package metta.sweep.config;

import java.util.List;

/// The ways to choose configurations.
public enum OptimizerType {
    AUTO,
    RANDOM,
    SOBOL,
    LHS,
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

    /// Whether parameters that matter little stay as they are in the best trial.
    public static final String PRUNE = "prune";

    /// What is made of several metrics.
    public static final String SCALARIZATION = "scalarization";

    /// What each metric counts: a map of numbers by metric.
    public static final String WEIGHTS = "weights";

    /// Whether it goes by what is believed of the best values of parameters.
    boolean goesByBeliefs() {
        return switch (this) {
            case AUTO, TPE, GP, MOGP, CMAES, NSGA2, NSGA3, DE -> true;
            case RANDOM, SOBOL, LHS, GRID, PROTEIN -> false;
        };
    }

    /// Whether it learns from earlier sweeps.
    boolean learnsFromEarlier() {
        return switch (this) {
            case AUTO, TPE, GP, MOGP, CMAES -> true;
            case RANDOM, SOBOL, LHS, GRID, PROTEIN, NSGA2, NSGA3, DE -> false;
        };
    }

    /// Whether it goes by the first of several metrics alone.
    boolean goesByOneMetric() {
        return switch (this) {
            case GP, CMAES, PROTEIN -> true;
            case AUTO, RANDOM, SOBOL, LHS, GRID, TPE, MOGP, NSGA2, NSGA3, DE -> false;
        };
    }

    /// Whether it goes by several metrics.
    boolean goesByAllMetrics() {
        return switch (this) {
            case AUTO, TPE, MOGP, NSGA2, NSGA3, DE -> true;
            case RANDOM, SOBOL, LHS, GRID, GP, CMAES, PROTEIN -> false;
        };
    }

    /// What can be said of this optimizer besides its name, in order.
    List<Setting> settings() {
        return switch (this) {
            case RANDOM, SOBOL, LHS -> List.of();
            case CMAES, NSGA2, NSGA3, DE -> OptimizerSettings.PRUNING;
            case AUTO, TPE -> OptimizerSettings.COST_AWARE;
            case GP -> OptimizerSettings.GP;
            case MOGP -> OptimizerSettings.MOGP;
            case GRID -> OptimizerSettings.GRID;
            case PROTEIN -> OptimizerSettings.PROTEIN;
        };
    }
}
