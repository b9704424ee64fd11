package metta.sweep;

import java.time.Instant;

/// What a person asks of a running sweep. The command line and the dashboard only ever append commands; the controller
/// acts on them.
public sealed interface Command {
    /// Ends the sweep and its jobs.
    record StopSweep(String by, String reason) implements Command {}

    /// A command in the sweep's inbox.
    ///
    /// @param number its place in the inbox, from 1
    record Queued(long number, Command command, Instant at) {}
}
