package metta.sweep.optimizer;

import java.util.Locale;
import metta.sweep.config.OptimizerConfig;

/// What can be said of a [GpSearch], as a sweep's file says it.
record GpSettings(OptimizerConfig config) {
    /// What it goes for where there is one objective.
    LowestLoss lowestLoss() {
        var worth = LowestLoss.Worth.valueOf(config.word("acquisition").toUpperCase(Locale.ROOT));
        return new LowestLoss(worth, config.number("ucb_beta"));
    }
}
