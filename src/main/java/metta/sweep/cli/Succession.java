package metta.sweep.cli;

import java.time.Duration;
import java.util.function.Function;
import metta.sweep.Fence;
import metta.sweep.Lease;
import metta.sweep.Owner;
import metta.sweep.Store;

/// How a controller comes to hold a sweep: at once where the last holder is proven dead, else after watching it for a
/// whole term without a sign of life.
final class Succession {
    private final Store store;
    private final Owner self;
    private final Bell bell;
    private final Function<Owner, Holder.Life> life;

    /// For a sweep whose controllers all lock the same folder: since the caller holds the [ControllerLock], a holder
    /// under the same kernel is dead. Names prove nothing: machines may share one.
    Succession(Store store, Owner self, Bell bell) {
        this(
                store,
                self,
                bell,
                holder -> holder.bootId().equals(self.bootId()) ? Holder.Life.GONE : Holder.Life.UNKNOWN);
    }

    /// @param life what is known of a holder, by whatever means
    Succession(Store store, Owner self, Bell bell, Function<Owner, Holder.Life> life) {
        this.store = store;
        this.self = self;
        this.bell = bell;
        this.life = life;
    }

    /// Takes the sweep over.
    Fence take(String sweepId, Duration term) throws InterruptedException {
        var lease = store.lease(sweepId);
        if (lease.owner().isPresent()) {
            var holder = lease.owner().get();
            switch (life.apply(holder)) {
                case GONE, NONE -> {}
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
