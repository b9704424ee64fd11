package metta.sweep.cli;

import java.util.ArrayList;
import java.util.List;
import metta.sweep.SweepInfo;
import metta.sweep.SweepState;
import metta.sweep.config.Budget;
import metta.sweep.config.OptimizerType;
import metta.sweep.config.SweepConfig;

/// The commands by which a sweep that has ended goes on: which of them depends on what it has used up.
///
/// @param ended how many trials have
/// @param places the options that say where the sweep is, with a space before each
record Further(SweepInfo sweep, SweepConfig config, int ended, String places) {
    /// None where nothing is left to try.
    List<String> commands() {
        if (sweep.state() == SweepState.STOPPED) {
            return List.of(command("resume", ""));
        }
        var commands = new ArrayList<String>();
        boolean tried = ended >= config.budget().maxTrials();
        if (tried && !wholeGrid()) {
            commands.add(command("extend", " --trials N"));
        }
        commands.addAll(limits(config.budget()));
        return commands;
    }

    private List<String> limits(Budget budget) {
        var limits = new ArrayList<String>();
        budget.time().ifPresent(_ -> limits.add(command("extend", " --time TIME")));
        budget.cpuHours().ifPresent(_ -> limits.add(command("extend", " --cpu-hours HOURS")));
        budget.gpuHours().ifPresent(_ -> limits.add(command("extend", " --gpu-hours HOURS")));
        budget.money().ifPresent(_ -> limits.add(command("extend", " --money AMOUNT")));
        budget.target().ifPresent(_ -> limits.add(command("edit", " budget.target=none")));
        budget.plateau().ifPresent(_ -> limits.add(command("edit", " budget.plateau=none")));
        return limits;
    }

    private boolean wholeGrid() {
        return config.optimizer().type() == OptimizerType.GRID
                && Grids.size(config.optimizer(), config.space()).longValue() <= ended;
    }

    private String command(String word, String more) {
        return "metta sweep %s %s%s%s".formatted(word, sweep.sweepId(), more, places);
    }
}
