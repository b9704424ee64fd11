package metta.sweep.cli;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import metta.sweep.Optimizer;
import metta.sweep.config.OptimizerConfig;
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

    static BigInteger size(OptimizerConfig config, SearchSpace space) {
        return Optimizers.gridSize(space, RESOLUTION, resolutions(config, space));
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
