package metta.sweep.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import metta.sweep.Store;
import metta.sweep.StoreException;

/// A store whose calls fail a number of times, before or after they were applied.
final class FlakyStore {
    private final Store store;
    private final boolean applied;
    private final StoreException.Kind kind;
    private int failures;
    final List<String> calls = new ArrayList<>();

    FlakyStore(Store store, int failures, boolean applied, StoreException.Kind kind) {
        this.store = store;
        this.failures = failures;
        this.applied = applied;
        this.kind = kind;
    }

    Store store() {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (_, method, arguments) -> {
                    calls.add(method.getName());
                    boolean fails = failures-- > 0;
                    if (fails && !applied) {
                        throw new StoreException(kind, "a fault before " + method.getName());
                    }
                    try {
                        var answer = method.invoke(store, arguments);
                        if (fails) {
                            throw new StoreException(kind, "the answer of " + method.getName() + " was lost");
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
