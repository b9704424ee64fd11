package metta.sweep.cli;

import metta.sweep.ControllerSettings;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.config.OptimizerConfig;
import metta.sweep.optimizer.Optimizers;
import metta.sweep.space.SearchSpace;

/// The optimizer of a sweep, and what it is asked to solve.
record Asked(Optimizer optimizer, Problem problem) {
    static Asked of(Order order, ControllerSettings settings) {
        var config = order.config();
        return new Asked(
                Optimizers.first(config.points(), optimizer(config.optimizer(), config.space())),
                new Problem(config.space(), settings.metrics(), settings.maxTrials(), config.seed())
                        .after(config.warmStart().taken(), config.warmStart().weight()));
    }

    static Optimizer optimizer(OptimizerConfig config, SearchSpace space) {
        return switch (config.type()) {
            case RANDOM -> Optimizers.random();
            case SOBOL -> Optimizers.sobol();
            case GRID -> Grids.of(config, space);
            case AUTO -> Optimizers.auto();
            case TPE -> Optimizers.tpe();
            case GP -> Optimizers.gp(config);
            case MOGP -> Optimizers.mogp();
            case CMAES -> Optimizers.cmaes();
            case PROTEIN -> Optimizers.protein(config);
            case NSGA2 -> Optimizers.nsga2();
            case NSGA3 -> Optimizers.nsga3();
            case DE -> Optimizers.de();
        };
    }
}
