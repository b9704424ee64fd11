package metta.sweep.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import metta.sweep.Store;

/// Opens a store anew for each caller, and closes them all at the end.
final class Reopened implements AutoCloseable {
    private final Supplier<Store> factory;
    private final List<Store> opened = new ArrayList<>();

    Reopened(Supplier<Store> factory) {
        this.factory = factory;
    }

    synchronized Store open() {
        var store = factory.get();
        opened.add(store);
        return store;
    }

    @Override
    public synchronized void close() {
        opened.forEach(Store::close);
        opened.clear();
    }
}
