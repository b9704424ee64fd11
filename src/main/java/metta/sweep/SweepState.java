package metta.sweep;

/// Where a sweep as a whole stands.
public enum SweepState {
    RUNNING,
    /// Cannot succeed: starts nothing more, ends what runs, and has failed then.
    FAILING,
    /// Starts nothing more and ends what runs.
    STOPPING,
    STOPPED,
    FINISHED,
    /// Ended itself because it could not succeed.
    FAILED;

    public boolean ended() {
        return switch (this) {
            case RUNNING, FAILING, STOPPING -> false;
            case STOPPED, FINISHED, FAILED -> true;
        };
    }
}
