package metta.sweep;

import java.util.List;

/// A piece of everything that a store holds of a sweep. All pieces together, in their order, are the sweep: a store
/// that takes them in answers every question as the one did that gave them.
///
/// The head comes first; each run is followed by its jobs' points; runs come by number, decisions and commands in the
/// order in which they were recorded. Every store gives the same pieces for the same sweep.
public sealed interface Piece {
    /// At most so many points are in a piece.
    int MOST_POINTS = 1_000;

    /// What is said of the sweep as a whole.
    ///
    /// @param revision the cursor of somebody who has seen all that the pieces tell
    /// @param commands how many were ever queued
    record Head(SweepInfo sweep, long revision, long commands, Lease lease) implements Piece {
        /// The same under another lease.
        public Head under(Lease other) {
            return new Head(sweep, revision, commands, other);
        }
    }

    record Run(RunInfo run) implements Piece {}

    /// The next points of a job, in the order they were reported.
    record Points(JobId job, List<MetricPoint> points) implements Piece {
        public Points {
            points = List.copyOf(points);
        }
    }

    record Decision(Fact.Decided decided) implements Piece {}

    /// A command that the sweep's controller has not carried out yet.
    record Waiting(Command.Queued command) implements Piece {}
}
