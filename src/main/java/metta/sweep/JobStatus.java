package metta.sweep;

import java.util.Map;

/// Where a run stands, computed from its facts and never stored.
public enum JobStatus {
    /// Recorded; nothing of it runs yet.
    PENDING,
    IN_TRAINING,
    /// Trained; waits for its evaluation to start.
    TRAINING_DONE_NO_EVAL,
    IN_EVAL,
    /// Everything has run; its observation is not frozen yet.
    EVAL_DONE_NOT_COMPLETED,
    COMPLETED,
    FAILED,
    /// Ended early by a scheduler, a budget or a person.
    STOPPED,
    /// Ended, but a person said that what it taught is not to be believed. It counts no more.
    INVALIDATED,
    /// Waits at a rung for a promotion.
    PAUSED;

    /// Whether nothing more will happen to the run by itself.
    public boolean ended() {
        return switch (this) {
            case COMPLETED, FAILED, STOPPED, INVALIDATED -> true;
            case PENDING, IN_TRAINING, TRAINING_DONE_NO_EVAL, IN_EVAL, EVAL_DONE_NOT_COMPLETED, PAUSED -> false;
        };
    }

    /// How many of the counted trials have ended, well or not. Those that were invalidated are trials no more.
    static int ended(Map<JobStatus, Integer> counts) {
        return counts.entrySet().stream()
                .filter(each -> each.getKey().ended() && each.getKey() != INVALIDATED)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
