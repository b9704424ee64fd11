package metta.sweep.optimizer;

import java.util.Locale;
import metta.sweep.config.OptimizerConfig;
import metta.sweep.config.OptimizerType;

/// What can be said of a [GpSearch], as a sweep's file says it.
///
/// @param config of gp, or of another one that has less to say
record GpSettings(OptimizerConfig config) {
    /// What it goes for where there is one objective.
    LowestLoss lowestLoss() {
        if (config.type() != OptimizerType.GP) {
            return new LowestLoss();
        }
        var worth = LowestLoss.Worth.valueOf(config.word("acquisition").toUpperCase(Locale.ROOT));
        return new LowestLoss(worth, config.number("ucb_beta"));
    }

    Thrift.Way thrift() {
        return Thrift.Way.of(config);
    }
}
