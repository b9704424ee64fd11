package metta.sweep;

import java.util.Locale;

/// Something that happened to a job and that people may want to act on.
///
/// @param id the same each time the hook is run for it: use it to act only once
public record HookEvent(String id, Kind kind, RunInfo run, JobRecord job) {
    /// The moments that hooks can be attached to.
    public enum Kind {
        JOB_DISPATCH,
        TRAINING_COMPLETED,
        EVAL_COMPLETED
    }

    public static HookEvent of(Kind kind, RunInfo run, JobRecord job) {
        return new HookEvent(job.id().name() + ":" + kind.name().toLowerCase(Locale.ROOT), kind, run, job);
    }
}
