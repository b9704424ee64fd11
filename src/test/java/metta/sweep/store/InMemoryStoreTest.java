package metta.sweep.store;

import metta.sweep.Store;

final class InMemoryStoreTest implements StoreContract {
    private final Store store = new InMemoryStore();

    @Override
    public Store open() {
        return store;
    }
}
