package metta.sweep.store;

import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.owner;
import static metta.sweep.testing.Samples.sweep;

import metta.sweep.Fence;
import metta.sweep.RunInfo;
import metta.sweep.Store;

/// What the contracts of a store are played on.
interface StoreStage {
    /// The same store at each call, opened afresh: nothing may survive only in memory.
    Store open();

    /// The sweep `s`, created and held in its first epoch.
    default Fence held() {
        open().fetchSweepMetadata(sweep(SWEEP));
        return new Fence(SWEEP, open().takeLease(SWEEP, 0, owner(1)).epoch());
    }

    default RunInfo run(int number) {
        return open().findRun(SWEEP, RunInfo.id(SWEEP, number)).orElseThrow();
    }
}
