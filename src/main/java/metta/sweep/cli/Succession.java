package metta.sweep.cli;

import java.time.Duration;
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

    Succession(Store store, Owner self, Bell bell) {
        this.store = store;
        this.self = self;
        this.bell = bell;
    }

    /// Takes the sweep over. The caller holds the [ControllerLock], so a holder under the same kernel is dead.
    /// Names prove nothing: machines may share one.
    Fence take(String sweepId, Duration term) throws InterruptedException {
        var lease = store.lease(sweepId);
        var holder = lease.owner().filter(each -> !each.bootId().equals(self.bootId()));
        if (holder.isPresent()) {
            awaitSilence(sweepId, lease, holder.get(), term);
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
