package metta.sweep;

/// What a job does for its run: train it, or evaluate what its training left behind.
public enum JobType {
    LAUNCH_TRAINING,
    LAUNCH_EVAL
}
