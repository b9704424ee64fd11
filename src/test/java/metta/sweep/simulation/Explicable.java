package metta.sweep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import metta.sweep.Hindsight;
import metta.sweep.RunInfo;
import metta.sweep.Suggestion;
import metta.sweep.SweepInfo;

/// The promise that what is known of a run is enough to tell why it was proposed.
record Explicable(Setup setup) {
    /// Asked once more what it was asked then, the optimizer proposes the same.
    ///
    /// @param runs all of them
    void check(SweepInfo sweep, List<RunInfo> runs, RunInfo trial) {
        var hindsight = Hindsight.of(sweep, runs, trial).orElseThrow();
        int budget = Setup.trials(sweep.config(hindsight.edits()).orElseThrow());
        assertThat(hindsight.again(setup.optimizer(), setup.problem(budget), trial.number()))
                .as("explicable: %s, from %s", trial, hindsight)
                .map(Suggestion::configuration)
                .contains(trial.configuration());
        assertThat(hindsight.unsure()).isZero();
    }
}
