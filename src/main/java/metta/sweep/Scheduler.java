package metta.sweep;

import java.time.Instant;
import java.util.List;

/// Decides when jobs run. A pure function of what it is shown: no memory between calls, no store, no dispatcher.
public interface Scheduler {
    /// What to do now, in order.
    ///
    /// @param free training slots that are not taken
    List<Decision> schedule(Runs runs, SweepMetadata metadata, int free, Instant now);

    /// Whether at most one job may live at a time, whatever limits there are.
    default boolean oneAtATime() {
        return false;
    }
}
