package metta.sweep.store;

import java.util.Map;
import metta.sweep.Store;
import metta.sweep.config.PostgresAddress;
import metta.sweep.config.StorePlace;
import metta.sweep.testing.PostgresServer;
import metta.sweep.testing.WithPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("postgres")
@ExtendWith(WithPostgres.class)
final class PostgresStoreTest implements StoreContract {
    private final Reopened stores;

    PostgresStoreTest(PostgresServer server) {
        var address = (PostgresAddress) StorePlace.parse(server.address(WithPostgres.freshSchema()));
        stores = new Reopened(() -> PostgresStore.at(address, Map.of()));
    }

    @Override
    public Store open() {
        return stores.open();
    }

    @AfterEach
    void close() {
        stores.close();
    }
}
