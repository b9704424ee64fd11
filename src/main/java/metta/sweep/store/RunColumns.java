package metta.sweep.store;

import java.time.Duration;
import java.util.Optional;
import metta.sweep.JobStatus;
import metta.sweep.Observation;
import metta.sweep.RunInfo;

/// What a glance at a sweep needs of a run.
///
/// @param replicate 0 for a trial
/// @param score of a feasible observation
/// @param cost 0 where there is no observation yet
/// @param busy for how long its jobs have run that have ended
record RunColumns(
        String runId, int number, int replicate, JobStatus status, Optional<Double> score, double cost, Duration busy) {
    long place() {
        return RunInfo.place(number, replicate);
    }

    static RunColumns of(RunInfo run) {
        var observation = run.observation();
        return new RunColumns(
                run.runId(),
                run.number(),
                run.replicate(),
                run.status(),
                observation.filter(Observation::feasible).flatMap(Observation::score),
                observation.map(Observation::cost).orElse(0.0),
                run.busy());
    }
}
