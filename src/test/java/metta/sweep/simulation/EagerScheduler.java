package metta.sweep.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import metta.sweep.Decision;
import metta.sweep.JobStatus;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Runs;
import metta.sweep.Scheduler;
import metta.sweep.SweepMetadata;

record EagerScheduler(Optimizer optimizer, Problem problem, int evals) implements Scheduler {
    @Override
    public List<Decision> schedule(Runs runs, SweepMetadata metadata, int free, Instant now) {
        var decisions = new ArrayList<Decision>();
        runs.with(JobStatus.TRAINING_DONE_NO_EVAL).stream()
                .limit(Math.max(0, evals - runs.count(JobStatus.IN_EVAL)))
                .forEach(run -> decisions.add(new Decision.LaunchEval(run.runId(), "trained")));
        int count = Math.min(free, metadata.trialsLeft());
        if (count > 0) {
            optimizer
                    .suggest(problem, runs.observations(), runs.pending(), runs.size() + 1, count)
                    .forEach(each -> decisions.add(new Decision.LaunchTraining(each, "free slot")));
        }
        if (metadata.trialsLeft() == 0 && metadata.ended() == runs.size()) {
            decisions.add(new Decision.Finish("all trials have ended"));
        }
        return decisions;
    }
}
