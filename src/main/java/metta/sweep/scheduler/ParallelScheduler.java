package metta.sweep.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import metta.sweep.Decision;
import metta.sweep.JobStatus;
import metta.sweep.Runs;
import metta.sweep.Scheduler;
import metta.sweep.SweepMetadata;

/// A training in every free slot, and evaluations beside them: the oldest first, so many at once, without a slot.
///
/// Neither waits for the other. Trainings that end faster than they can be evaluated pile up as runs that wait, which
/// costs nothing; stopping to train until they are evaluated would cost slots.
record ParallelScheduler(Trials trials, int maxConcurrentEvals) implements Scheduler {
    ParallelScheduler {
        if (maxConcurrentEvals < 1) {
            throw new IllegalArgumentException(
                    "maxConcurrentEvals must be at least 1, got %d: nothing would ever be evaluated"
                            .formatted(maxConcurrentEvals));
        }
    }

    @Override
    public List<Decision> schedule(Runs runs, SweepMetadata metadata, int free, Instant now) {
        var decisions = new ArrayList<>(evaluations(runs));
        decisions.addAll(trials.outOfTheRace(runs));
        decisions.addAll(trials.next(runs, metadata, free));
        return decisions;
    }

    private List<Decision> evaluations(Runs runs) {
        int running = runs.count(JobStatus.IN_EVAL);
        var decisions = new ArrayList<Decision>();
        for (var run : runs.with(JobStatus.TRAINING_DONE_NO_EVAL)) {
            int evaluation = running + decisions.size() + 1;
            if (evaluation > maxConcurrentEvals) {
                break;
            }
            decisions.add(
                    new Decision.LaunchEval(run.runId(), "trained; evaluation %d%s".formatted(evaluation, cap())));
        }
        return decisions;
    }

    private String cap() {
        return maxConcurrentEvals == Integer.MAX_VALUE
                ? " at once, without a limit"
                : " of " + maxConcurrentEvals + " at once";
    }
}
