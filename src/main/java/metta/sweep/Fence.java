package metta.sweep;

/// The right to record facts of a sweep, as long as no later epoch exists.
public record Fence(String sweepId, long epoch) {}
