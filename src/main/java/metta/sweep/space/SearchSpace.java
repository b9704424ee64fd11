package metta.sweep.space;

/// placeholder until merge
public record SearchSpace() {}
