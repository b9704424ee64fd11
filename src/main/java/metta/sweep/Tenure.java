package metta.sweep;

import java.time.Duration;
import java.util.function.LongSupplier;

/// One controller's time in charge of a sweep: its fence, renewed often enough that nobody takes it for dead.
///
/// Time is measured by this process's own monotonic ticker alone, in nanoseconds; clocks of different machines are
/// never compared.
public final class Tenure implements AutoCloseable {
    private final Store store;
    private final Fence fence;
    private final LongSupplier ticker;
    private final Duration term;
    private long renewedAt;
    private boolean inDoubt;

    /// Begins with a lease that was taken just now.
    ///
    /// @param term how long after its last renewal a holder may still be alive
    public Tenure(Store store, Fence fence, LongSupplier ticker, Duration term) {
        this.store = store;
        this.fence = fence;
        this.ticker = ticker;
        this.term = term;
        this.renewedAt = ticker.getAsLong();
    }

    public Fence fence() {
        return fence;
    }

    /// Something that was sent to the store may be under way to it still: the lease is renewed before anything else is
    /// done. Writes to a sweep queue up, so that what was under way is there by then, or never will be.
    void doubt() {
        inDoubt = true;
    }

    /// Renews the lease once a third of its term has passed, or the holder does not know what became of a write.
    ///
    /// @throws StaleEpochException if another controller has taken over
    public void renew() {
        long asked = ticker.getAsLong();
        if (inDoubt || asked - renewedAt > term.dividedBy(3).toNanos()) {
            store.renewLease(fence);
            renewedAt = asked;
            inDoubt = false;
        }
    }

    /// How long the holder may rest: as long as it likes, but not so long that others take it for dead.
    public Duration rest(Duration liked) {
        var longest = term.dividedBy(6);
        return liked.compareTo(longest) < 0 ? liked : longest;
    }

    /// Gives the sweep back, unless another controller has it already.
    @Override
    public void close() {
        try {
            store.releaseLease(fence);
        } catch (StaleEpochException _) {
            // Taken over: there is nothing left to give back.
        }
    }
}
