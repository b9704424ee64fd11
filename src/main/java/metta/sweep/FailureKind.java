package metta.sweep;

/// Why a job did not end well; the sweep's policy depends on it.
public enum FailureKind {
    /// The back-end took its resources away; tried again free of charge.
    PREEMPTED,
    /// The machine, the supervisor or the back-end failed, not the program.
    INFRASTRUCTURE,
    OUT_OF_MEMORY,
    TIMEOUT,
    /// A metric was NaN or infinite.
    DIVERGED,
    /// The program ended with a non-zero exit code, or without its metric.
    USER_ERROR
}
