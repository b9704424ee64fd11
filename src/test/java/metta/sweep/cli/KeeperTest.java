package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.init;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import metta.sweep.Fence;
import metta.sweep.Store;
import metta.sweep.SweepView;
import metta.sweep.config.Goal;
import metta.sweep.store.Stores;
import metta.sweep.store.SweepSnapshot;
import metta.sweep.testing.Await;
import metta.sweep.testing.EveryFact;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Snapshots that are taken while a sweep runs.
final class KeeperTest {
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private final Store store = Stores.inMemory();
    private final AtomicLong nanos = new AtomicLong(1);
    private final List<String> warnings = new ArrayList<>();
    private Fence fence = new Fence(SWEEP, 0);
    private int runs = 3;

    @TempDir
    private Path directory;

    @BeforeEach
    void fill() {
        fence = EveryFact.fill(store);
    }

    private SnapshotFolder folder() {
        return new SnapshotFolder(directory.resolve("snapshots"));
    }

    private Keeper keeper(Duration interval) {
        return new Keeper(store, folder(), 1, interval, nanos::get, () -> NOW, warnings::add);
    }

    private List<String> files() {
        var names = folder().path().toFile().list();
        return names == null ? List.of() : Arrays.stream(names).sorted().toList();
    }

    private void tick(Keeper keeper, Duration later) {
        nanos.addAndGet(later.toNanos());
        var view = new SweepView(store.findSweep(SWEEP).orElseThrow(), Goal.MAXIMIZE, Set.of());
        view.fold(store.fetchRuns(SWEEP, 0));
        keeper.ticked(view, view.metadata(9));
    }

    private void change() {
        store.initRun(fence, init(++runs));
    }

    private void awaitFiles(int count) {
        Await.until(
                "there are %d snapshots".formatted(count),
                () -> files().stream().filter(each -> !each.endsWith(".tmp")).count() == count);
    }

    @Test
    void a_snapshot_is_taken_once_the_interval_is_over_and_something_has_changed() {
        try (var keeper = keeper(INTERVAL)) {
            tick(keeper, Duration.ofMinutes(9));
            assertThat(files()).isEmpty();
            tick(keeper, Duration.ofMinutes(1));
            awaitFiles(1);
            try (var snapshot =
                    SweepSnapshot.open(folder().newest().orElseThrow().file())) {
                assertThat(snapshot.print().runs()).isEqualTo(4);
            }
            Await.until("the keeper has seen it", () -> {
                tick(keeper, INTERVAL);
                return files().size() == 1;
            });
            change();
            Await.until("there is another one", () -> {
                tick(keeper, INTERVAL);
                return files().stream().filter(each -> !each.endsWith(".tmp")).count() == 2;
            });
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void only_the_newest_are_kept_and_nothing_that_somebody_asked_for_is_removed() throws IOException {
        folder().create();
        Files.writeString(folder().path().resolve("mine.snapshot"), "asked for");
        Files.writeString(folder().path().resolve(".auto-1-1.snapshot.17.tmp"), "left by a writer that was killed");
        try (var keeper = keeper(INTERVAL)) {
            for (int i = 0; i < 2 * Keeper.KEPT; i++) {
                change();
                var cursor = store.fetchRuns(SWEEP, 0).cursor();
                Await.until("one is taken of revision " + cursor, () -> {
                    tick(keeper, INTERVAL);
                    return files().contains("auto-0000000001-%012d.snapshot".formatted(cursor));
                });
            }
        }
        assertThat(files()).hasSize(Keeper.KEPT + 1).contains("mine.snapshot");
    }

    @Test
    void after_one_that_took_long_the_next_waits_longer() {
        try (var keeper = keeper(INTERVAL)) {
            tick(keeper, INTERVAL);
            awaitFiles(1);
            // By this clock it took half an hour, which is learned here.
            tick(keeper, Duration.ofMinutes(30));
            change();
            tick(keeper, Duration.ofMinutes(30L * Keeper.REST - 1));
        }
        assertThat(files()).hasSize(1);
    }

    @Test
    void one_that_cannot_be_taken_is_told_of_and_tried_again() throws IOException {
        var inTheWay = Files.writeString(folder().path(), "no folder");
        try (var keeper = keeper(INTERVAL)) {
            Await.until("somebody is told", () -> {
                tick(keeper, INTERVAL);
                return !warnings.isEmpty();
            });
            assertThat(warnings.getFirst())
                    .startsWith("no snapshot of the sweep could be taken: ")
                    .contains("snapshots")
                    .endsWith("; the sweep goes on");
            Files.delete(inTheWay);
            Await.until("one is taken", () -> {
                tick(keeper, INTERVAL);
                return files().size() == 1;
            });
        }
    }

    @Test
    void an_interval_of_zero_takes_none() {
        try (var keeper = keeper(Duration.ZERO)) {
            tick(keeper, Duration.ofDays(9));
        }
        assertThat(files()).isEmpty();
    }
}
