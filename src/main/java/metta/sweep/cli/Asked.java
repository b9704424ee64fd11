package metta.sweep.cli;

import java.util.Optional;
import metta.sweep.ControllerSettings;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.config.OptimizerConfig;
import metta.sweep.config.SweepConfig;
import metta.sweep.optimizer.Optimizers;
import metta.sweep.space.SearchSpace;

/// The optimizer of a sweep, and what it is asked to solve.
record Asked(Optimizer optimizer, Problem problem) {
    private static final double SECONDS_AN_HOUR = 3600;

    static Asked of(Order order, ControllerSettings settings) {
        var config = order.config();
        return new Asked(
                Optimizers.first(config.points(), optimizer(config.optimizer(), config.space())),
                new Problem(config.space(), settings.metrics(), settings.maxTrials(), config.seed())
                        .after(config.warmStart().taken(), config.warmStart().weight())
                        .within(costBudget(config))
                        .bounded(config.outcomeConstraints()));
    }

    /// Known where runs cost seconds: as long as jobs may run. In another unit nobody said.
    private static Optional<Double> costBudget(SweepConfig config) {
        double hours = DryRun.jobHours(config);
        return config.cost().isPresent() || hours == Double.POSITIVE_INFINITY
                ? Optional.empty()
                : Optional.of(hours * SECONDS_AN_HOUR);
    }

    static Optimizer optimizer(OptimizerConfig config, SearchSpace space) {
        return config.prunes() ? Optimizers.pruned(() -> searching(config, space)) : searching(config, space);
    }

    private static Optimizer searching(OptimizerConfig config, SearchSpace space) {
        return switch (config.type()) {
            case RANDOM -> Optimizers.random();
            case SOBOL -> Optimizers.sobol();
            case LHS -> Optimizers.lhs();
            case GRID -> Grids.of(config, space);
            case AUTO -> Optimizers.auto(config);
            case TPE -> Optimizers.tpe(config);
            case GP -> Optimizers.gp(config);
            case MOGP -> Optimizers.mogp(config);
            case CMAES -> Optimizers.cmaes();
            case PROTEIN -> Optimizers.protein(config);
            case NSGA2 -> Optimizers.nsga2();
            case NSGA3 -> Optimizers.nsga3();
            case DE -> Optimizers.de();
        };
    }
}
