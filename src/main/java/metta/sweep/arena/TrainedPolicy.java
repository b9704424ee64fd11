package metta.sweep.arena;

/// A policy out of a checkpoint, and how far it was trained.
record TrainedPolicy(Policy policy, Progress progress) {}
