package metta.sweep.cli;

import java.math.BigInteger;
import metta.sweep.SweepInfo;
import metta.sweep.SweepState;
import metta.sweep.config.OptimizerType;
import metta.sweep.config.SweepConfig;

/// What lets a sweep go on that has ended.
///
/// @param ended how many of its trials have
/// @param places the options that say where the sweep is, with a space before each
record Further(SweepInfo sweep, SweepConfig config, int ended, String places) {
    String words() {
        if (sweep.state() != SweepState.FINISHED) {
            return "To go on with it: %s; where its budget is used up, %s first"
                    .formatted(command("resume", ""), command("extend", " --trials N"));
        }
        return wholeGrid()
                ? "Its grid has no further points."
                : "To go on with it, give it more of that: %s, or --time, --cpu-hours, --gpu-hours or --money; or take a limit away: %s"
                        .formatted(command("extend", " --trials N"), command("edit", " budget.KEY=none"));
    }

    private boolean wholeGrid() {
        return config.optimizer().type() == OptimizerType.GRID
                && Grids.trials(config).compareTo(BigInteger.valueOf(ended)) <= 0;
    }

    private String command(String word, String more) {
        return "metta sweep %s %s%s%s".formatted(word, sweep.sweepId(), more, places);
    }
}
