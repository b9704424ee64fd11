package metta.sweep.store;

import java.nio.file.Path;
import metta.sweep.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// The contract where each call finds a snapshot due.
final class SnapshotFileStoreTest implements StoreContract {
    @TempDir
    private Path directory;

    private final Reopened stores =
            new Reopened(() -> new FileStore(directory.resolve("sweeps"), (grown, _) -> grown > 0));

    @Override
    public Store open() {
        return stores.open();
    }

    @AfterEach
    void close() {
        stores.close();
    }
}
