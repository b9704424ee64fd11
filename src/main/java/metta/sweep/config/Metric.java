package metta.sweep.config;

/// A metric that the sweep optimizes.
public record Metric(String name, Goal goal, Aggregate aggregate) {}
