package metta.sweep.dispatcher;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import metta.sweep.FailureKind;
import metta.sweep.JobState;
import metta.sweep.process.Machine;
import metta.sweep.process.ProcessIdentity;
import metta.sweep.process.ProcessStat;

/// Tells the state of an attempt from its files and `/proc` alone, so that every dispatcher says the same, whatever
/// it lived through. Only one thing is changed on the way: a program that lost its supervisor is ended, because
/// nobody would ever learn how it ends.
final class AttemptInspector {
    private static final int LAST_WORDS = 5;

    /// As `supervisor.sh` has it, at most.
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(10);

    /// Exit codes, as shells give them, of the signals that people and systems send to end programs.
    private static final Map<Integer, String> FROM_OUTSIDE = Map.of(137, "KILL", 143, "TERM");

    private static final int KILL_ROUNDS = 100;
    private static final long KILL_PAUSE_NANOS = Duration.ofMillis(2).toNanos();
    private final Machine here;

    AttemptInspector(Machine here) {
        this.here = here;
    }

    JobState state(Attempt attempt) {
        try {
            var ending = attempt.ending();
            if (ending.isPresent()) {
                return ended(attempt, ending.get());
            }
            var obstacle = obstacle(attempt);
            // Asked after that: what a program said that has started since is no obstacle.
            return attempt.claim()
                    .map(claim -> claimed(attempt, claim))
                    .orElseGet(() -> new JobState.NotKnown(obstacle));
        } catch (UncheckedIOException e) {
            return new JobState.Unreachable(String.valueOf(e.getMessage()));
        }
    }

    /// Whether nothing of the attempt can be alive here, as far as its files tell.
    boolean over(Attempt attempt) {
        try {
            var ending = attempt.ending();
            return ending.isPresent()
                    ? !ending.get().cancelled() || lingering(attempt).isEmpty()
                    : attempt.claim().map(this::over).orElse(false);
        } catch (UncheckedIOException _) {
            // What cannot be read is not known to be over; asked for its state, it says so.
            return false;
        }
    }

    private boolean over(Claim claim) {
        return switch (claim) {
            case Claim.Withdrawn _, Claim.Unreadable _ -> true;
            case Claim.Supervised(var supervisor, var since) ->
                supervisor.machine().seenFrom(here, since) != Machine.Place.HERE || !supervisor.alive();
        };
    }

    private JobState claimed(Attempt attempt, Claim claim) {
        return switch (claim) {
            case Claim.Withdrawn(var at) ->
                obstacle(attempt)
                        .<JobState>map(why -> new JobState.Lost("it could not be started: " + why))
                        .orElseGet(() -> new JobState.Cancelled(at));
            case Claim.Unreadable _ ->
                new JobState.Lost(
                        "the claim in %s is unreadable, as after a power failure".formatted(attempt.directory()));
            case Claim.Supervised(var supervisor, var since) ->
                switch (supervisor.machine().seenFrom(here, since)) {
                    case HERE -> supervisor.alive() ? running(supervisor, since) : bereaved(attempt, supervisor, since);
                    case EARLIER_BOOT ->
                        gone(attempt, "the machine was restarted", since, Optional.of(deadBy(attempt)));
                    case OTHER_NAMESPACE ->
                        new JobState.Unreachable(
                                "it runs in another container of this machine (%s), where its processes cannot be seen from here"
                                        .formatted(supervisor.machine().pidNamespace()));
                    case OTHER_HOST ->
                        new JobState.Unreachable(
                                supervisor.machine().host().equals(here.host())
                                        ? "it was started on another machine that is called %s too"
                                                .formatted(here.host())
                                        : "it was started on %s; this is %s"
                                                .formatted(supervisor.machine().host(), here.host()));
                };
        };
    }

    /// The supervisor is dead. It may have published the exit code just before, so that is looked at again.
    private JobState bereaved(Attempt attempt, ProcessIdentity supervisor, Instant since) {
        var ending = attempt.ending();
        if (ending.isPresent()) {
            return ended(attempt, ending.get());
        }
        var survivors = JobProcesses.all(attempt, supervisor, here);
        if (!kill(survivors, attempt, supervisor)) {
            return running(supervisor, since);
        }
        return gone(
                attempt,
                "its supervisor (process %d) was killed before the program ended".formatted(supervisor.pid()),
                since,
                survivors.isEmpty() ? Optional.of(deadBy(attempt)) : Optional.empty());
    }

    private static JobState running(ProcessIdentity supervisor, Instant since) {
        return new JobState.Running(since, supervisor.age());
    }

    /// Whether none of them is left, nor any that they have started meanwhile.
    private boolean kill(List<ProcessStat> survivors, Attempt attempt, ProcessIdentity supervisor) {
        var left = survivors;
        for (int round = 0; round < KILL_ROUNDS && !left.isEmpty(); round++) {
            left.forEach(ProcessStat::kill);
            LockSupport.parkNanos(KILL_PAUSE_NANOS);
            left = JobProcesses.all(attempt, supervisor, here);
        }
        return left.isEmpty();
    }

    /// @param until when it was dead at the latest; where that is not known it lived until now
    private static JobState gone(Attempt attempt, String reason, Instant since, Optional<Instant> until) {
        return attempt.cancelRequest()
                .<JobState>map(at -> new JobState.Cancelled(at, Optional.of(since)))
                .orElseGet(() -> new JobState.Lost(reason, Optional.of(since), until));
    }

    /// By when it was dead: had it lived longer, it would have been measured again.
    private static Instant deadBy(Attempt attempt) {
        return attempt.lastSign().plus(BETWEEN_SAMPLES);
    }

    /// What supervisors said who ended without the claim: until there is one, nobody else can have written.
    private static Optional<String> obstacle(Attempt attempt) {
        return Optional.of(words(attempt, "stderr.log")).filter(words -> !words.isEmpty());
    }

    /// A cancelled job whose program has ended while others that it started live: whoever asked for its end sees to
    /// theirs, and must not take it for over before.
    private Optional<JobState> lingering(Attempt attempt) {
        return attempt.claim()
                .filter(Claim.Supervised.class::isInstance)
                .map(Claim.Supervised.class::cast)
                .filter(claim -> claim.supervisor().machine().seenFrom(here, claim.at()) == Machine.Place.HERE)
                .filter(claim -> !JobProcesses.ofProgram(attempt, claim.supervisor(), here)
                        .isEmpty())
                .map(claim -> running(claim.supervisor(), claim.at()));
    }

    private JobState ended(Attempt attempt, Ending ending) {
        var since = begun(attempt).or(() -> Optional.of(ending.at()));
        if (ending.cancelled()) {
            return lingering(attempt).orElseGet(() -> new JobState.Cancelled(ending.at(), since));
        }
        var errors = words(attempt, "stderr.log");
        var words = errors.isEmpty() ? words(attempt, "stdout.log") : errors;
        return notItsDoing(ending)
                .<JobState>map(why ->
                        new JobState.Lost("%s\n%s".formatted(why, words).strip(), since, Optional.of(ending.at())))
                .orElseGet(() -> new JobState.Exited(
                        ending.exitCode(),
                        ending.at(),
                        words,
                        ending.outOfMemory() ? Optional.of(FailureKind.OUT_OF_MEMORY) : Optional.empty(),
                        since));
    }

    private static Optional<Instant> begun(Attempt attempt) {
        return attempt.claim()
                .filter(Claim.Supervised.class::isInstance)
                .map(Claim.Supervised.class::cast)
                .map(Claim.Supervised::at);
    }

    /// Why the end of a program says nothing of it. Programs do not kill themselves: whoever did may have been about to
    /// end all that runs on the machine.
    private static Optional<String> notItsDoing(Ending ending) {
        if (ending.diskFull()) {
            return Optional.of("the disk was full when its program ended, with exit code " + ending.exitCode());
        }
        return Optional.ofNullable(FROM_OUTSIDE.get(ending.exitCode()))
                .filter(_ -> !ending.outOfMemory())
                .map("its program was ended by somebody's signal "::concat);
    }

    private static String words(Attempt attempt, String file) {
        return String.join("\n", LogTail.lines(attempt.directory().resolve(file), LAST_WORDS));
    }
}
