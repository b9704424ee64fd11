package metta.sweep.space;

/// What a formula makes of other values, such as `base_lr * batch_size / 256`.
public record Derived(Formula formula) implements Source {}
