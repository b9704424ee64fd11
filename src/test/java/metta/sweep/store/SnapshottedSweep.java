package metta.sweep.store;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.init;
import static metta.sweep.testing.Samples.observation;
import static metta.sweep.testing.Samples.owner;
import static metta.sweep.testing.Samples.report;
import static metta.sweep.testing.Samples.sweep;
import static metta.sweep.testing.Samples.training;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metta.sweep.Changes;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.Lease;
import metta.sweep.MetricPoint;
import metta.sweep.Overview;
import metta.sweep.RunInfo;
import metta.sweep.Store;
import metta.sweep.config.Goal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A sweep of ten runs in a [FileStore], with a snapshot.
abstract class SnapshottedSweep {
    static final Fence FENCE = new Fence(SWEEP, 1);
    static final Snapshots.Due ALWAYS = (grown, _) -> grown > 0;
    static final Snapshots.Due NEVER = (_, _) -> false;

    @TempDir
    Path directory;

    Path root;
    Path log;
    Path snapshot;

    /// All that a store says of the sweep.
    record Everything(
            Changes changes,
            Lease lease,
            List<Fact.Decided> decisions,
            Overview overview,
            List<List<MetricPoint>> points) {
        static Everything of(Store store) {
            var all = store.fetchRuns(SWEEP, 0);
            var points = new ArrayList<List<MetricPoint>>();
            all.runs().stream()
                    .flatMap(run -> run.jobs().stream())
                    .forEach(job -> points.add(store.metrics(SWEEP, job.id(), Optional.empty())));
            return new Everything(
                    all, store.lease(SWEEP), store.decisions(SWEEP, 100), store.overview(SWEEP, Goal.MAXIMIZE), points);
        }
    }

    Everything seen(Snapshots.Due due) {
        try (var store = new FileStore(root, due)) {
            return Everything.of(store);
        }
    }

    void change(Snapshots.Due due, int number) {
        try (var store = new FileStore(root, due)) {
            change(store, number);
        }
    }

    static void change(Store store, int number) {
        var job = training(number);
        store.commit(FENCE, List.of(init(number), new Fact.RecordJob(job), new Fact.Decided("s", "d", "r", NOW)));
        store.report(SWEEP, report(job, "", "1", new MetricPoint("loss", number, 0.5)));
        if (number % 2 == 0) {
            store.commit(FENCE, List.of(new Fact.Observed(RunInfo.id(SWEEP, number), observation(number, number))));
        }
    }

    Everything replayed() throws IOException {
        var kept = Files.readAllBytes(snapshot);
        Files.delete(snapshot);
        var all = seen(NEVER);
        Files.write(snapshot, kept);
        return all;
    }

    @BeforeEach
    void tenRuns() {
        root = directory.resolve("sweeps");
        log = root.resolve(SWEEP).resolve(SweepFiles.LOG);
        snapshot = root.resolve(SWEEP).resolve(Snapshots.FOLDER).resolve("newest");
        fill(root);
    }

    static void fill(Path root) {
        try (var store = new FileStore(root, ALWAYS)) {
            store.fetchSweepMetadata(sweep(SWEEP));
            store.takeLease(SWEEP, 0, owner(1));
            for (int number = 1; number <= 10; number++) {
                change(store, number);
            }
            store.send(SWEEP, "1", new Command.StopSweep("me", "why"), NOW);
            assertThat(store.decisions(SWEEP, 3)).hasSize(3);
        }
    }
}
