package metta.sweep.dispatcher;

import java.time.Instant;

/// What the supervisor published when the program had ended.
///
/// @param cancelled whether its end was asked for before it ended
/// @param diskFull whether the program failed while nothing could be written beside it
/// @param outOfMemory whether it was killed while the kernel killed something near it for want of memory
/// @param cpuSeconds used by the whole job
record Ending(int exitCode, boolean cancelled, boolean diskFull, boolean outOfMemory, Instant at, double cpuSeconds) {}
