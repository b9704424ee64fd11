package metta.sweep.config;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import metta.sweep.FailureKind;

/// What a sweep does about jobs that fail. Preempted ones are always tried again, free of charge.
///
/// @param policies for each other kind
/// @param backoff how long a job waits before it is tried again; it doubles with each try
/// @param stopFirst so many runs in a row that fail the same way end the sweep if none ever ended well
/// @param stopAfter so many end it in any case
public record Failures(Map<FailureKind, Policy> policies, Duration backoff, int stopFirst, int stopAfter) {
    private static final Duration LONGEST_BACKOFF = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 20;

    /// No retries but for what the program cannot help.
    public static final Failures DEFAULT =
            new Failures(Map.of(FailureKind.INFRASTRUCTURE, new Policy(2, Then.INFEASIBLE)), Duration.ZERO, 3, 5);

    /// What becomes of a run whose retries are used up.
    public enum Then {
        /// It counts as a trial that has no score.
        INFEASIBLE,
        /// It ends the sweep.
        STOP
    }

    /// What is done about failures of one kind.
    ///
    /// @param retries how often one leg of a run is tried again
    public record Policy(int retries, Then then) {
        static final Policy NONE = new Policy(0, Then.INFEASIBLE);

        public Policy {
            if (retries < 0) {
                throw new IllegalArgumentException("retries must be at least 0, got " + retries);
            }
        }
    }

    public Failures {
        var all = new EnumMap<FailureKind, Policy>(FailureKind.class);
        for (var kind : FailureKind.values()) {
            if (kind != FailureKind.PREEMPTED) {
                all.put(kind, policies.getOrDefault(kind, Policy.NONE));
            }
        }
        policies = Collections.unmodifiableMap(all);
        if (backoff.isNegative()) {
            throw new IllegalArgumentException("backoff must not be negative, got " + backoff);
        }
        if (stopFirst < 1 || stopAfter < 1) {
            throw new IllegalArgumentException(
                    "stop_first and stop_after must be at least 1, got %d and %d".formatted(stopFirst, stopAfter));
        }
    }

    public Policy policy(FailureKind kind) {
        return policies.getOrDefault(kind, Policy.NONE);
    }

    /// Whether a job that failed like this is tried again.
    ///
    /// @param before how often its leg has failed like this, this time included
    public boolean retries(FailureKind kind, int before) {
        return kind == FailureKind.PREEMPTED || before <= policy(kind).retries();
    }

    /// How long to wait before try `next`, which is at least 2.
    public Duration backoff(int next) {
        var wait = backoff.multipliedBy(1L << Math.min(MOST_DOUBLINGS, next - 2));
        return wait.compareTo(LONGEST_BACKOFF) < 0 ? wait : max(backoff, LONGEST_BACKOFF);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
