package metta.sweep.dispatcher;

import java.time.Instant;
import metta.sweep.process.ProcessIdentity;

/// Who won the right to decide about an attempt. Taken once, never given back.
sealed interface Claim {
    /// A supervisor: the program was started, or is about to be.
    record Supervised(ProcessIdentity supervisor, Instant at) implements Claim {}

    /// A canceller: the program never starts.
    record Withdrawn(Instant at) implements Claim {}

    /// Taken, but its words are lost, as after a power failure: nobody can have it any more.
    record Unreadable() implements Claim {}
}
