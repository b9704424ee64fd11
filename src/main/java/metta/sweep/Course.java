package metta.sweep;

/// What a sweep's configuration means to its controller.
public record Course(ControllerSettings settings, Scheduler scheduler) {}
