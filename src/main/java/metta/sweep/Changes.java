package metta.sweep;

import java.util.List;

/// What changed in a sweep since a cursor.
///
/// @param cursor the revision up to which this is complete: where the next fetch starts
/// @param runs the changed runs as they are now, each once
public record Changes(long cursor, SweepInfo sweep, List<RunInfo> runs, List<Command.Queued> inbox) {
    public Changes {
        runs = List.copyOf(runs);
        inbox = List.copyOf(inbox);
    }
}
