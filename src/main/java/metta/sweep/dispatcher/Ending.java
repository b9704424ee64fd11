package metta.sweep.dispatcher;

import java.time.Instant;

/// What the supervisor published when the program had ended.
///
/// @param cancelled whether its end was asked for before it ended
/// @param cpuSeconds used by the whole job
record Ending(int exitCode, boolean cancelled, Instant at, double cpuSeconds) {}
