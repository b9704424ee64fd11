package metta.sweep.dispatcher;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import metta.sweep.process.Machine;
import metta.sweep.process.ProcessStat;

/// Ends running jobs: TERM to every process of the program, and KILL after the grace.
///
/// All of them get TERM, not just the program's process group: tools like timeout(1) make groups of their own. They
/// get it once, so that what a program starts to clean up is left in peace. Signals go through [ProcessHandle],
/// which knows a process by its start time. The time of the request is on disk: a later dispatcher goes on where
/// this one stopped.
final class Cancellations implements AutoCloseable {
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();
    private final Map<Attempt, Thread> pursued = new ConcurrentHashMap<>();
    private final Duration grace;
    private final InstantSource clock;
    private final Machine here;
    private volatile boolean closed;

    Cancellations(Duration grace, InstantSource clock, Machine here) {
        this.grace = grace;
        this.clock = clock;
        this.here = here;
    }

    /// Sees to it, in the background, that the attempt ends. Does nothing if that is being done already.
    void pursue(Attempt attempt, Claim.Supervised claim, Instant requestedAt) {
        if (closed || claim.supervisor().machine().seenFrom(here, claim.at()) != Machine.Place.HERE) {
            return;
        }
        pursued.computeIfAbsent(
                attempt,
                _ -> Thread.ofVirtual()
                        .name("cancel " + attempt.directory().getFileName())
                        .start(() -> {
                            try {
                                end(attempt, claim, requestedAt.plus(grace));
                            } catch (UncheckedIOException _) {
                                // Whoever polls the job learns that its files cannot be read, and this is taken up
                                // again.
                            } finally {
                                pursued.remove(attempt);
                            }
                        }));
    }

    private void end(Attempt attempt, Claim.Supervised claim, Instant deadline) {
        boolean asked = false;
        while (!closed) {
            boolean late = !clock.instant().isBefore(deadline);
            if (!asked || late || attempt.ending().isPresent()) {
                // Asked before the processes are counted: one that is yet to start its program is seen the next time.
                boolean over =
                        attempt.ending().isPresent() || !claim.supervisor().alive();
                var family = JobProcesses.ofProgram(attempt, claim.supervisor(), here);
                if (over && family.isEmpty()) {
                    return;
                }
                if (late) {
                    family.forEach(ProcessStat::kill);
                } else if (!asked && !family.isEmpty()) {
                    family.forEach(ProcessStat::terminate);
                    asked = true;
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void close() {
        closed = true;
        pursued.values().forEach(LockSupport::unpark);
    }
}
