package metta.sweep.store;

import metta.sweep.Store;

/// The stores on offer. The classes behind them are nobody else's business.
public final class Stores {
    private Stores() {}

    /// Keeps everything in memory and loses it with the process.
    public static Store inMemory() {
        return new InMemoryStore();
    }
}
