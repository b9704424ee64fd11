package metta.sweep.store;

import java.nio.file.Path;
import metta.sweep.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoreTest implements StoreContract {
    @TempDir
    private Path directory;

    private final Reopened stores = new Reopened(() -> SqliteStore.open(directory.resolve("metta.db")));

    @Override
    public Store open() {
        return stores.open();
    }

    @AfterEach
    void close() {
        stores.close();
    }
}
