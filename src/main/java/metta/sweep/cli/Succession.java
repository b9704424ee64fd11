package metta.sweep.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import metta.sweep.Fence;
import metta.sweep.Lease;
import metta.sweep.Owner;
import metta.sweep.Store;

/// How a controller comes to hold a sweep: at once where the last holder is proven dead, else after watching it for a
/// whole term without a sign of life; or by taking it from one that is alive.
final class Succession {
    private static final Duration EVERY = Duration.ofMillis(200);
    private final Store store;
    private final Owner self;
    private final Bell bell;
    private final boolean takeover;
    private final Function<Owner, Holder.Life> life;

    /// For a sweep whose controllers all lock the same folder: once this one has the lock, a holder under the same
    /// kernel is dead. Names prove nothing: machines may share one.
    ///
    /// @param takeover whether to take sweeps from holders that are alive
    Succession(Store store, Owner self, Bell bell, boolean takeover) {
        this(
                store,
                self,
                bell,
                takeover,
                holder -> holder.bootId().equals(self.bootId()) ? Holder.Life.GONE : Holder.Life.UNKNOWN);
    }

    /// @param life what is known of a holder by other means than the lock
    Succession(Store store, Owner self, Bell bell, boolean takeover, Function<Owner, Holder.Life> life) {
        this.store = store;
        this.self = self;
        this.bell = bell;
        this.takeover = takeover;
        this.life = life;
    }

    /// The kernel's lock on the sweep. One that is to be taken over is fenced off first: nothing that its holder does
    /// from then on counts, and it stops when it learns of that, within `term`.
    ///
    /// @throws HeldException if another process has the lock, and keeps it
    ControllerLock lock(String sweepId, Path folder, Duration term, Consumer<String> told) throws InterruptedException {
        var lock = ControllerLock.tryTake(folder);
        if (lock.isEmpty() && takeover) {
            return takenOver(sweepId, folder, term, told);
        }
        return lock.orElseThrow(
                () -> new HeldException(sweepId, store.lease(sweepId).owner().orElse(self)));
    }

    private ControllerLock takenOver(String sweepId, Path folder, Duration term, Consumer<String> told)
            throws InterruptedException {
        var lease = store.lease(sweepId);
        var old = lease.owner().orElse(self);
        var mine = store.takeLease(sweepId, lease.epoch(), self);
        told.accept("taken from %s; waiting until it lets go".formatted(old));
        boolean free = false;
        try {
            for (var waited = Duration.ZERO; waited.compareTo(term) < 0; waited = waited.plus(EVERY)) {
                bell.await(EVERY);
                var lock = ControllerLock.tryTake(folder);
                if (lock.isPresent()) {
                    free = true;
                    return lock.get();
                }
            }
        } finally {
            if (!free) {
                // Whoever asks next is told of the one that still has the lock.
                store.takeLease(sweepId, mine.epoch(), old);
            }
        }
        throw new HeldException(("sweep %s was taken from %s, which can change nothing any more, but does not let go:"
                        + " it may be stopped. Kill it, and run the same command again")
                .formatted(sweepId, old));
    }

    /// Takes the sweep over. The caller holds the [ControllerLock].
    Fence take(String sweepId, Duration term) throws InterruptedException {
        var lease = store.lease(sweepId);
        if (lease.owner().isPresent() && !takeover) {
            var holder = lease.owner().get();
            switch (life.apply(holder)) {
                case GONE, NONE, MOVED -> {}
                case RUNNING -> throw new HeldException(sweepId, holder);
                case UNKNOWN -> awaitSilence(sweepId, lease, holder, term);
            }
        }
        return new Fence(sweepId, store.takeLease(sweepId, lease.epoch(), self).epoch());
    }

    private void awaitSilence(String sweepId, Lease seen, Owner holder, Duration term) throws InterruptedException {
        bell.await(term);
        if (!store.lease(sweepId).equals(seen)) {
            throw new HeldException(sweepId, holder);
        }
    }
}
