package metta.sweep.cli;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import metta.sweep.Optimizer;
import metta.sweep.config.OptimizerConfig;
import metta.sweep.config.SweepConfig;
import metta.sweep.optimizer.Optimizers;
import metta.sweep.space.Parameter;
import metta.sweep.space.SearchSpace;

/// Grids as a sweep's file describes them.
final class Grids {
    private static final int RESOLUTION = 5;

    private Grids() {}

    static Optimizer of(OptimizerConfig config, SearchSpace space) {
        return Optimizers.grid(RESOLUTION, resolutions(config, space));
    }

    /// How many trials it takes to try all of it, and what is tried before it.
    static BigInteger trials(SweepConfig config) {
        return Optimizers.gridSize(
                config.space(), RESOLUTION, resolutions(config.optimizer(), config.space()), config.points());
    }

    /// How many values the grid takes of each parameter.
    static SequencedMap<String, Integer> values(SweepConfig config) {
        return Optimizers.gridValues(config.space(), RESOLUTION, resolutions(config.optimizer(), config.space()));
    }

    /// How many values it should take of one at most.
    static long resolution(OptimizerConfig config, String name) {
        return config.resolution(name).orElse(RESOLUTION);
    }

    private static Map<String, Integer> resolutions(OptimizerConfig config, SearchSpace space) {
        var resolutions = new LinkedHashMap<String, Integer>();
        space.parameters().forEach((name, parameter) -> {
            if (parameter instanceof Parameter.Numeric) {
                config.resolution(name).ifPresent(each -> resolutions.put(name, Math.toIntExact(each)));
            }
        });
        return resolutions;
    }
}
