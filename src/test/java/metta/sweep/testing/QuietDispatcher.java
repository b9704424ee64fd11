package metta.sweep.testing;

import java.util.List;
import metta.sweep.Dispatcher;
import metta.sweep.JobId;

/// What a dispatcher says that has no log, no samples, nothing to cancel and nothing to close.
public interface QuietDispatcher extends Dispatcher {
    @Override
    default void cancel(JobId job) {}

    @Override
    default List<String> logs(JobId job, int lines) {
        return List.of();
    }

    @Override
    default Capacity capacity() {
        return new Capacity(1, 0);
    }

    @Override
    default List<ResourceSample> resources(JobId job) {
        return List.of();
    }

    @Override
    default void close() {}
}
