package metta.sweep.cli;

import java.time.Duration;
import java.util.Optional;
import metta.sweep.Lease;
import metta.sweep.Owner;
import metta.sweep.Pause;
import metta.sweep.Store;
import metta.sweep.SweepException;

/// Waits for the controller that holds a sweep: until it obeys, and then for as long as it shows that it
/// lives. Says who it is where that takes long, and does not wait for ever: it may be stopped.
final class Patience {
    static final Duration EVERY = Duration.ofMillis(200);
    private static final Duration OBEYS_WITHIN = Duration.ofSeconds(10);

    /// Those that live renew their leases more often.
    private static final Duration RENEWS_WITHIN = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private final Terminal terminal;
    private final Store store;
    private final String sweepId;
    private final Pause pause;
    private Duration silent = Duration.ZERO;
    private Optional<Lease> seen = Optional.empty();
    private boolean told;

    /// @param pause of a length of [#EVERY]
    Patience(Terminal terminal, Store store, String sweepId, Pause pause) {
        this.terminal = terminal;
        this.store = store;
        this.sweepId = sweepId;
        this.pause = pause;
    }

    static Patience of(Terminal terminal, Store store, String sweepId) {
        var bell = new Bell();
        return new Patience(terminal, store, sweepId, () -> bell.await(EVERY));
    }

    /// Waits a moment.
    ///
    /// @param obeyed whether the holder has begun to do what it was asked
    /// @throws SweepException if it has shown for too long no sign that it does
    void await(boolean obeyed) throws InterruptedException {
        var lease = store.lease(sweepId);
        if (obeyed && !seen.equals(Optional.of(lease))) {
            seen = Optional.of(lease);
            silent = Duration.ZERO;
        }
        if (silent.compareTo(LONGEST) > 0) {
            throw new SweepException(
                    SweepException.Exit.TRY_AGAIN,
                    "it is asked for, but not done yet: %s".formatted(words(lease.owner())));
        }
        if (!told && silent.compareTo(obeyed ? RENEWS_WITHIN : OBEYS_WITHIN) > 0) {
            told = true;
            terminal.warn("still waiting: " + words(lease.owner()));
        }
        pause.await();
        silent = silent.plus(EVERY);
    }

    private String words(Optional<Owner> holder) {
        var who = holder.map(Owner::toString).orElse("another process");
        var pid = holder.map(each -> String.valueOf(each.pid())).orElse("PID");
        return "sweep %s is run by %s, which has not answered for %d s. It may be stopped: let it go on there (kill -CONT %s), or end it (kill -KILL %s) and give the same command again, which does not ask for it twice; its jobs go on"
                .formatted(sweepId, who, silent.toSeconds(), pid, pid);
    }
}
