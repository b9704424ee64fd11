package metta.sweep.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.JobRecord;
import metta.sweep.Outcome;
import metta.sweep.Reported;
import metta.sweep.RunInfo;
import metta.sweep.Store;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.config.Edit;
import metta.sweep.config.OutcomeConstraint;
import metta.sweep.telemetry.Values;

/// The outcome constraints that an edit of a sweep sets.
record NewBounds(SweepInfo sweep, Edit edit) {
    /// Refuses one of a metric that no job reported: each further trial would fail at the end of its training. While
    /// no job has told all that it had to tell, nobody can say.
    void requireReported(Store store) {
        var bounds = bounds();
        if (bounds.isEmpty()) {
            return;
        }
        var runs = store.fetchRuns(sweep.sweepId(), 0).runs();
        var reported = Reported.by(runs.stream().flatMap(run -> run.jobs().stream()));
        boolean known = runs.stream().anyMatch(NewBounds::hasToldAll)
                && !reported.names().isEmpty();
        bounds.stream()
                .map(OutcomeConstraint::metric)
                .filter(metric -> known && !reported.names().contains(metric))
                .findFirst()
                .ifPresent(metric -> {
                    throw new SweepException(
                            SweepException.Exit.USAGE,
                            Values.plain("no trial has reported '%s'; %s"
                                    .formatted(metric, reported.inPlaceOf(metric, "they"))));
                });
    }

    private List<OutcomeConstraint> bounds() {
        var before = of(sweep.config());
        return of(edit.config()).stream().filter(each -> !before.contains(each)).toList();
    }

    private List<OutcomeConstraint> of(Map<String, Object> config) {
        return Orders.config(sweep.sweepId(), config).outcomeConstraints();
    }

    private static boolean hasToldAll(RunInfo run) {
        return run.deciding()
                .flatMap(JobRecord::outcome)
                .filter(NewBounds::endedWell)
                .isPresent();
    }

    /// Also where what it reported was not what it should have.
    private static boolean endedWell(Outcome outcome) {
        return outcome.succeeded()
                || (outcome instanceof Outcome.Failed(var _, var code, var _) && code.equals(Optional.of(0)));
    }
}
