package metta.sweep.config;

/// Which scheduler decides when jobs start and stop.
public record SchedulerConfig(SchedulerType type) {}
