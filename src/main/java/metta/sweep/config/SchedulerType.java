package metta.sweep.config;

/// The ways to decide when jobs start and stop.
public enum SchedulerType {
    /// One run after the other.
    SEQUENTIAL,
    /// As many at once as the execution's limits allow.
    PARALLEL
}
