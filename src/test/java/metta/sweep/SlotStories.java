package metta.sweep;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import metta.sweep.config.Goal;
import metta.sweep.testing.Samples;

/// Runs whose jobs went well or failed on slots, told by the facts that lead there, a second apart.
final class SlotStories {
    static final Outcome WELL = new Outcome.Succeeded();
    final SweepView view = new SweepView(Samples.sweep(SWEEP), Goal.MAXIMIZE, Set.of());
    private int runs;
    private Instant now = NOW;

    static Outcome failure(FailureKind kind, String words) {
        return new Outcome.Failed(kind, Optional.of(3), words);
    }

    static Outcome error(String words) {
        return failure(FailureKind.USER_ERROR, words);
    }

    /// A run that is yet to have jobs.
    RunInfo run() {
        var init = Samples.init(++runs);
        view.fold(init);
        return view.run(init.runId());
    }

    /// The next attempt at the training of a run, which goes on.
    JobId begin(RunInfo run, String... slots) {
        return begin(run, JobType.LAUNCH_TRAINING, slots);
    }

    JobId begin(RunInfo run, JobType type, String... slots) {
        var id = view.run(run.runId())
                .latest(type)
                .map(last -> last.id().nextAttempt())
                .orElse(new JobId(run.runId(), type, 0, 1));
        view.fold(new Fact.RecordJob(Samples.job(id)));
        view.fold(new Fact.JobStarted(id, tick()));
        if (slots.length > 0) {
            view.fold(RanOn.fact(view.run(run.runId()), id, List.of(slots)));
        }
        return id;
    }

    /// The next attempt at the training of a run, on one slot, from its begin to its end.
    JobId attempt(RunInfo run, String slot, Outcome outcome) {
        return attempt(run, JobType.LAUNCH_TRAINING, slot, outcome);
    }

    JobId attempt(RunInfo run, JobType type, String slot, Outcome outcome) {
        var job = begin(run, type, slot);
        view.fold(new Fact.JobEnded(job, outcome, tick()));
        return job;
    }

    /// So many runs that go well there.
    void well(int count, String slot) {
        for (int i = 0; i < count; i++) {
            attempt(run(), slot, WELL);
        }
    }

    /// So many runs that fail on one slot and then go well on another. Returns the last that failed.
    JobId contradicted(int count, String slot, String other) {
        return contradicted(count, JobType.LAUNCH_TRAINING, slot, other);
    }

    JobId contradicted(int count, JobType type, String slot, String other) {
        var last = JobId.training("none");
        for (int i = 0; i < count; i++) {
            var run = run();
            last = attempt(run, type, slot, error("no device"));
            attempt(run, type, other, WELL);
        }
        return last;
    }

    private Instant tick() {
        now = now.plusSeconds(1);
        return now;
    }
}
