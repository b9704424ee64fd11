package metta.sweep.bench;

import java.nio.file.Path;
import metta.sweep.Store;
import metta.sweep.config.PostgresAddress;
import metta.sweep.config.StorePlace;
import metta.sweep.config.StoreType;
import metta.sweep.store.Stores;

/// The stores that are measured.
final class Places {
    private Places() {}

    /// @param word as the configuration of a sweep names it
    static Store open(String word, Path folder) {
        return switch (StorePlace.parse(word)) {
            case PostgresAddress address -> Stores.postgres(address);
            case StoreType.SQLITE -> Stores.sqlite(folder.resolve("metta.db"));
            case StoreType.FILE -> Stores.files(folder);
        };
    }
}
