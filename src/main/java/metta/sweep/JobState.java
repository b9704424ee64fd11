package metta.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a dispatcher knows of a job right now. Silence is never an answer.
///
/// Of a job that is over, `since` is when it was started, where the back-end knows: hours count although nobody saw it
/// run. It is empty for one that never started.
public sealed interface JobState {
    /// Accepted by the back-end, not yet started.
    record Queued() implements JobState {}

    /// Started, and not known to have ended.
    ///
    /// @param ran for how long, as the back-end measures it; clocks of different machines are never compared
    record Running(Instant since, Duration ran) implements JobState {
        public Running(Instant since) {
            this(since, Duration.ZERO);
        }
    }

    /// The program ended by itself or by a signal.
    ///
    /// @param exitCode 128 + n where signal n ended it
    /// @param lastWords the last lines that it wrote, for people
    /// @param cause what ended it, where the back-end knows: the exit code alone proves nothing
    record Exited(int exitCode, Instant at, String lastWords, Optional<FailureKind> cause, Optional<Instant> since)
            implements JobState {
        public Exited(int exitCode, Instant at, String lastWords) {
            this(exitCode, at, lastWords, Optional.empty(), Optional.empty());
        }
    }

    /// The back-end took its resources away.
    record Preempted(Instant at, Optional<Instant> since) implements JobState {
        public Preempted(Instant at) {
            this(at, Optional.empty());
        }
    }

    /// Cancelled, before or after it started.
    record Cancelled(Instant at, Optional<Instant> since) implements JobState {
        /// One that never started.
        public Cancelled(Instant at) {
            this(at, Optional.empty());
        }

        public boolean started() {
            return since.isPresent();
        }
    }

    /// It certainly is not alive, and how it ended is not its program's doing: it left no exit code, or could not help
    /// it, or it never came to start.
    ///
    /// @param until when it was over at the latest, where the back-end knows: that may be long before anybody asks
    record Lost(String reason, Optional<Instant> since, Optional<Instant> until) implements JobState {
        public Lost(String reason) {
            this(reason, Optional.empty(), Optional.empty());
        }
    }

    /// Lost, but not before its program had published its result, which is the last thing that a program does. No
    /// dispatcher says so, because none knows about results: the controller makes it of what was [Lost].
    record Delivered(String reason, Optional<Instant> since, Optional<Instant> until) implements JobState {}

    /// Over, but what it reported cannot be read, so that it cannot be said yet how it ended. No dispatcher says so
    /// either.
    ///
    /// @param until when it was over at the latest, where that is known
    /// @param unreadFrom when this controller first could not read it
    record Unread(String reason, Optional<Instant> since, Optional<Instant> until, Instant unreadFrom)
            implements JobState {}

    /// The back-end has no trace of it running. A submission may still be on its way.
    ///
    /// @param obstacle what kept a submission from starting the program, where that is known
    record NotKnown(Optional<String> obstacle) implements JobState {
        public NotKnown() {
            this(Optional.empty());
        }
    }

    /// The back-end that has it cannot be asked from here, or not now.
    record Unreachable(String reason) implements JobState {}

    /// Whether it certainly runs no more, and never will.
    default boolean over() {
        return switch (this) {
            case Exited _, Preempted _, Cancelled _, Lost _, Delivered _, Unread _ -> true;
            case Queued _, Running _, NotKnown _, Unreachable _ -> false;
        };
    }

    /// When it was started, where it is over and that is known.
    default Optional<Instant> began() {
        return switch (this) {
            case Exited state -> state.since();
            case Preempted state -> state.since();
            case Cancelled state -> state.since();
            case Lost state -> state.since();
            case Delivered state -> state.since();
            case Unread state -> state.since();
            case Queued _, Running _, NotKnown _, Unreachable _ -> Optional.empty();
        };
    }

    /// When it was over, where that is known.
    default Optional<Instant> ended() {
        return switch (this) {
            case Exited state -> Optional.of(state.at());
            case Preempted state -> Optional.of(state.at());
            case Cancelled state -> Optional.of(state.at());
            case Lost state -> state.until();
            case Delivered state -> state.until();
            case Unread state -> state.until();
            case Queued _, Running _, NotKnown _, Unreachable _ -> Optional.empty();
        };
    }
}
