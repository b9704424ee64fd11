package metta.sweep.store;

import java.util.function.Supplier;
import metta.sweep.RunInfo;

/// A run that a [Book] has: at hand, or in a snapshot until it is asked for.
sealed interface Held {
    RunColumns columns();

    /// The sweep's revision that changed the run last.
    long revision();

    RunInfo run();

    /// Fetches the run as far as the disk is needed for that; the rest can be done by any thread.
    Supplier<RunInfo> fetched();

    record AtHand(RunInfo run, long revision) implements Held {
        @Override
        public RunColumns columns() {
            return RunColumns.of(run);
        }

        @Override
        public Supplier<RunInfo> fetched() {
            return () -> run;
        }
    }

    record Shelved(RunColumns columns, long revision, Snapshot snapshot, Snapshot.Part part) implements Held {
        @Override
        public RunInfo run() {
            return fetched().get();
        }

        @Override
        public Supplier<RunInfo> fetched() {
            var text = snapshot.text(part);
            return () -> Documents.run(text);
        }
    }
}
