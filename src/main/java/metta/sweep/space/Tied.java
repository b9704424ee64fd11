package metta.sweep.space;

/// Always the value of another name.
public record Tied(String to) implements Source {}
