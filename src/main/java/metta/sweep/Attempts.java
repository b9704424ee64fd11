package metta.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import metta.sweep.config.Failures;

/// The attempts at one leg of a run, all of which have ended, and none well.
record Attempts(List<JobRecord> all) {
    /// So that a back-end that loses every submission still lets each run come to an end.
    static final int MOST_WITHDRAWN = 3;

    Attempts {
        all = List.copyOf(all);
    }

    /// The attempts at the leg that `job` belongs to, but for those that a person has forgiven.
    static Attempts of(RunInfo run, JobId job) {
        return new Attempts(run.jobs().stream()
                .skip(run.forgiven())
                .filter(each -> each.id().type() == job.type() && each.id().leg() == job.leg())
                .toList());
    }

    /// Why an attempt did not end well; empty if it was withdrawn before it started, so that nothing was tried.
    static Optional<FailureKind> kind(JobRecord attempt) {
        return switch (attempt.outcome().orElseThrow()) {
            case Outcome.Failed failed -> Optional.of(failed.kind());
            // Where this controller did not ask for it, somebody else ended the job: the run is not to blame.
            case Outcome.Cancelled _ when attempt.startedAt().isEmpty() -> Optional.empty();
            case Outcome.Cancelled _, Outcome.Lost _ -> Optional.of(FailureKind.INFRASTRUCTURE);
            case Outcome.Succeeded _ -> throw new IllegalArgumentException(attempt.id() + " ended well");
        };
    }

    /// Whether the last failure is the program's.
    boolean blamed() {
        return !all.isEmpty()
                && kind(all.getLast())
                        .filter(kind -> kind != FailureKind.INFRASTRUCTURE && kind != FailureKind.PREEMPTED)
                        .isPresent();
    }

    boolean allowAnother(Failures policy) {
        if (all.isEmpty()) {
            return true;
        }
        var last = kind(all.getLast());
        long alike = all.stream().filter(each -> kind(each).equals(last)).count();
        return last.isEmpty() ? alike < MOST_WITHDRAWN : policy.retries(last.get(), Math.toIntExact(alike));
    }

    /// Whether one attempt more than the policy allows is not yet used up.
    boolean allowOneMore(Failures policy) {
        if (all.isEmpty()) {
            return false;
        }
        var last = kind(all.getLast());
        long alike = all.stream().filter(each -> kind(each).equals(last)).count();
        return last.isPresent() && policy.retries(last.get(), Math.toIntExact(alike) - 1);
    }

    /// What a run failed of that is not tried again. A job that could not even be started is not to blame.
    FailureKind lastKind() {
        return kind(all.getLast()).orElse(FailureKind.INFRASTRUCTURE);
    }

    /// How many of them failed. A preemption is no failure.
    private int failures() {
        return Math.toIntExact(all.stream()
                .map(Attempts::kind)
                .flatMap(Optional::stream)
                .filter(kind -> kind != FailureKind.PREEMPTED)
                .count());
    }

    /// Whether the next attempt has waited long enough. A clock that was set back makes it wait no longer.
    boolean waited(Failures policy, Instant now) {
        if (all.isEmpty()) {
            return true;
        }
        var ended = all.getLast().endedAt().orElseThrow();
        var wait = kind(all.getLast()).isEmpty() ? Duration.ZERO : policy.backoff(Math.max(1, failures()) + 1);
        return now.isBefore(ended) || !now.isBefore(ended.plus(wait));
    }
}
