package metta.sweep.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import metta.sweep.Store;
import metta.sweep.config.PostgresAddress;

/// The stores on offer. The classes behind them are nobody else's business.
public final class Stores {
    private Stores() {}

    /// Keeps everything in memory and loses it with the process.
    public static Store inMemory() {
        return new InMemoryStore();
    }

    /// Keeps all sweeps in one SQLite file, which is created if it is absent. For one machine: refused on network file
    /// systems.
    public static Store sqlite(Path file) {
        return SqliteStore.open(file);
    }

    /// Keeps each sweep in a directory of its own under `root`, as text that other tools can read. Works on network
    /// file systems that have locks.
    public static Store files(Path root) {
        return new FileStore(root);
    }

    /// Keeps all sweeps in a PostgreSQL database. Connects with the first call, and anew where a connection broke.
    public static Store postgres(PostgresAddress address) {
        return PostgresStore.at(address, System.getenv());
    }

    /// Creates a folder for stores where it is absent. It outlasts a power cut, as what they keep in it does.
    public static void createFolder(Path folder) throws IOException {
        Durably.createDirectories(folder);
    }

    /// Whether a sweep lies under `root` that [#files] would find.
    public static boolean hasFiles(Path root) {
        return FileStore.hasSweeps(root);
    }

    /// Tries calls of `store` again that failed for a moment. Closing it closes `store`.
    ///
    /// @param ticker monotonic nanoseconds
    public static Store retrying(
            Store store,
            Backoff backoff,
            Backoff.Sleeper sleeper,
            RandomGenerator random,
            LongSupplier ticker,
            StoreWatch watch) {
        return new RetryingStore(store, backoff, sleeper, random, ticker, watch);
    }
}
