package metta.sweep.scheduler;

import java.time.Instant;
import java.util.List;
import metta.sweep.Decision;
import metta.sweep.JobStatus;
import metta.sweep.RunInfo;
import metta.sweep.Runs;
import metta.sweep.Scheduler;
import metta.sweep.SweepMetadata;

/// One run at a time: its training, its evaluation right after, then the next run.
///
/// Taking over a sweep that ran in parallel, it lets what runs end, evaluates what waits, one after the other and the
/// oldest first, and starts nothing new before all that is done.
record SequentialScheduler(Trials trials) implements Scheduler {
    @Override
    public List<Decision> schedule(Runs runs, SweepMetadata metadata, int free, Instant now) {
        if (runs.unfinished() == 0) {
            return trials.next(runs, metadata, Math.min(free, 1));
        }
        boolean busy =
                runs.count(JobStatus.PENDING) + runs.count(JobStatus.IN_TRAINING) + runs.count(JobStatus.IN_EVAL) > 0;
        return busy
                ? List.of()
                : runs.with(JobStatus.TRAINING_DONE_NO_EVAL).stream()
                        .limit(1)
                        .map(SequentialScheduler::evaluation)
                        .toList();
    }

    @Override
    public boolean oneAtATime() {
        return true;
    }

    private static Decision evaluation(RunInfo run) {
        return new Decision.LaunchEval(run.runId(), "trained; nothing else is running");
    }
}
