package metta.sweep.store;

import java.time.Duration;
import metta.sweep.StoreException;

/// Is told what becomes of the calls to a store, by the name of the method.
public interface StoreWatch {
    StoreWatch NONE = new StoreWatch() {};

    /// A write has reached the disk.
    ///
    /// @param took all tries and the waits between them
    default void written(String operation, Duration took, int tries) {}

    /// A call failed and is about to be tried again.
    ///
    /// @param tries how many have failed
    default void retried(String operation, int tries, Duration wait, StoreException why) {}

    /// A call failed for good.
    default void failed(String operation, Duration took, int tries, StoreException why) {}
}
