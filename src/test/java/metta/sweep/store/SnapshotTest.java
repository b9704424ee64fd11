package metta.sweep.store;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
import metta.sweep.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A snapshot that is missing, torn, old, foreign or ahead of its log makes a [FileStore] slower, and never wrong.
final class SnapshotTest {
    private static final Fence FENCE = new Fence(SWEEP, 1);
    private static final Snapshots.Due ALWAYS = (grown, _) -> grown > 0;
    private static final Snapshots.Due NEVER = (_, _) -> false;

    @TempDir
    private Path directory;

    private Path root;
    private Path log;
    private Path snapshot;

    /// All that a store says of the sweep.
    private record Everything(
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

    private Everything seen(Snapshots.Due due) {
        try (var store = new FileStore(root, due)) {
            return Everything.of(store);
        }
    }

    private void change(Snapshots.Due due, int number) {
        try (var store = new FileStore(root, due)) {
            change(store, number);
        }
    }

    private static void change(Store store, int number) {
        var job = training(number);
        store.commit(FENCE, List.of(init(number), new Fact.RecordJob(job), new Fact.Decided("s", "d", "r", NOW)));
        store.report(SWEEP, report(job, "", "1", new MetricPoint("loss", number, 0.5)));
        if (number % 2 == 0) {
            store.commit(FENCE, List.of(new Fact.Observed(RunInfo.id(SWEEP, number), observation(number, number))));
        }
    }

    private Everything replayed() throws IOException {
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

    private static void fill(Path root) {
        try (var store = new FileStore(root, ALWAYS)) {
            store.fetchSweepMetadata(sweep(SWEEP));
            store.takeLease(SWEEP, 0, owner(1));
            for (int number = 1; number <= 10; number++) {
                change(store, number);
            }
            store.send(SWEEP, new Command.StopSweep("me", "why"), NOW);
            assertThat(store.decisions(SWEEP, 3)).hasSize(3);
        }
    }

    @Test
    void what_a_snapshot_says_is_what_the_log_says() throws IOException {
        assertThat(snapshot).exists();
        assertThat(seen(NEVER)).isEqualTo(replayed());
    }

    @Test
    void the_log_before_the_snapshot_is_not_read() throws IOException {
        var before = seen(NEVER);
        var bytes = Files.readAllBytes(log);
        bytes[bytes.length / 2] ^= 1;
        Files.write(log, bytes);
        assertThat(seen(NEVER)).isEqualTo(before);
    }

    @Test
    void a_snapshot_cut_anywhere_is_left_out() throws IOException {
        var before = seen(NEVER);
        var whole = Files.readAllBytes(snapshot);
        for (int cut = 0; cut < whole.length; cut += 97) {
            Files.write(snapshot, Arrays.copyOf(whole, cut));
            assertThat(seen(NEVER)).as("cut at %d", cut).isEqualTo(before);
            assertThat(snapshot).doesNotExist();
        }
    }

    @Test
    void a_snapshot_with_a_bad_byte_anywhere_is_left_out_and_taken_anew() throws IOException {
        var before = seen(NEVER);
        var whole = Files.readAllBytes(snapshot);
        for (int bad = 0; bad < whole.length; bad += 89) {
            var bytes = whole.clone();
            bytes[bad] ^= 4;
            Files.write(snapshot, bytes);
            assertThat(seen(NEVER)).as("bad at %d", bad).isEqualTo(before);
        }
        seen(ALWAYS);
        assertThat(snapshot).exists();
        assertThat(seen(NEVER)).isEqualTo(before);
    }

    /// A snapshot with right checksums and another head, as another version may have written it.
    private void behead(UnaryOperator<Map<String, Object>> change, String magic) throws IOException {
        var old = Files.readAllBytes(snapshot);
        var tail = ByteBuffer.wrap(old, old.length - Snapshot.TAIL, Snapshot.TAIL);
        int start = (int) tail.getLong();
        int length = tail.getInt();
        int headLength = ByteBuffer.wrap(old, start, length).getInt();
        var head = Json.writeTree(
                        change.apply(new LinkedHashMap<>(Json.readTree(new String(old, start + 4, headLength, UTF_8)))))
                .getBytes(UTF_8);
        int rest = length - 4 - headLength;
        var table =
                ByteBuffer.allocate(4 + head.length + rest).putInt(head.length).put(head);
        table.put(old, start + 4 + headLength, rest);
        var whole =
                ByteBuffer.allocate(start + table.capacity() + Snapshot.TAIL).put(old, 0, start);
        whole.put(table.array()).putLong(start).putInt(table.capacity());
        whole.putInt(Snapshot.crc(table.array(), 0, table.capacity())).put(magic.getBytes(UTF_8));
        Files.write(snapshot, whole.array());
    }

    private static UnaryOperator<Map<String, Object>> with(String name, Object value) {
        return head -> {
            head.put(name, value);
            return head;
        };
    }

    @Test
    void a_whole_snapshot_that_says_something_else_is_left_out() throws IOException {
        var before = seen(NEVER);
        var whole = Files.readAllBytes(snapshot);
        var sweep = new LinkedHashMap<>(Json.readTree(Json.write(sweep(SWEEP))));
        sweep.put("createdAt", "yesterday");
        var heads = List.<UnaryOperator<Map<String, Object>>>of(
                head -> {
                    head.remove("lease");
                    return head;
                },
                with("sweep", sweep),
                with("sweep", 7L),
                with("format", 1L << 40),
                with("place", "first"),
                with("format", 99L),
                with("inbox", List.of(Map.of("number", 1L))),
                with("inbox", List.of("one")));
        for (int i = 0; i < heads.size(); i++) {
            Files.write(snapshot, whole);
            behead(heads.get(i), "METTASN2");
            assertThat(seen(NEVER)).as("head %d", i).isEqualTo(before);
        }
        Files.write(snapshot, whole);
        behead(UnaryOperator.identity(), "METTASN2");
        assertThat(snapshot).as("the test's own writing").hasBinaryContent(whole);
    }

    @Test
    void a_snapshot_of_another_version_is_left_out_and_left_there_until_another_is_due() throws IOException {
        behead(head -> Map.of(), "METTASN1");
        var older = Files.readAllBytes(snapshot);
        assertThat(seen(NEVER)).isEqualTo(replayed());
        assertThat(snapshot).hasBinaryContent(older);
        change(ALWAYS, 11);
        seen(ALWAYS);
        assertThat(Files.readAllBytes(snapshot)).endsWith("METTASN2".getBytes(UTF_8));
        assertThat(seen(NEVER)).isEqualTo(replayed());
    }

    @Test
    void a_snapshot_that_cannot_be_opened_is_left_out_and_left_alone() throws IOException {
        var before = seen(NEVER);
        Files.delete(snapshot);
        Files.createDirectories(snapshot.resolve("not empty")); // It can be neither opened nor deleted.
        assertThat(seen(NEVER)).isEqualTo(before);
        change(ALWAYS, 11);
        assertThat(seen(ALWAYS).changes().runs()).hasSize(11);
        assertThat(snapshot).isDirectory();
    }

    @Test
    void a_newer_snapshot_takes_the_place_of_a_damaged_one_that_is_in_use() throws IOException {
        var job = training(1);
        try (var store = new FileStore(root, NEVER)) {
            assertThat(store.lease(SWEEP).epoch()).isEqualTo(1);
            var older = Files.createLink(directory.resolve("older"), snapshot);
            change(ALWAYS, 11);
            seen(ALWAYS);
            var newer = Files.readAllBytes(snapshot);
            Files.write(older, new byte[1000], StandardOpenOption.WRITE);
            store.report(SWEEP, report(job, "1", "2", new MetricPoint("loss", 2, 0.25)));
            assertThat(store.metrics(SWEEP, job.id(), Optional.empty())).hasSize(2);
            assertThat(snapshot).hasBinaryContent(newer);
        }
        assertThat(seen(NEVER)).isEqualTo(replayed());
    }

    @Test
    void a_damaged_document_does_not_keep_a_change_from_being_recorded_once() throws IOException {
        var bytes = Files.readAllBytes(snapshot);
        bytes[20] ^= 4; // In the first run's document.
        Files.write(snapshot, bytes);
        var job = training(1);
        try (var store = new FileStore(root, NEVER)) {
            store.report(SWEEP, report(job, "1", "2", new MetricPoint("loss", 2, 0.25)));
            assertThat(store.metrics(SWEEP, job.id(), Optional.empty())).hasSize(2);
        }
        assertThat(seen(ALWAYS)).isEqualTo(replayed());
    }

    @Test
    void a_snapshot_ahead_of_a_log_that_lost_its_end_is_left_out() throws IOException {
        var bytes = Files.readAllBytes(log);
        var older = Arrays.copyOf(bytes, bytes.length / 2);
        Files.write(log, older);
        var cut = seen(NEVER);
        assertThat(cut.changes().runs().size()).isBetween(1, 9);
        assertThat(cut).isEqualTo(replayed());
        for (int number = cut.changes().runs().size() + 1; Files.size(log) <= bytes.length; number++) {
            change(NEVER, number);
        }
        assertThat(seen(NEVER)).isEqualTo(replayed());
    }

    @Test
    void a_snapshot_of_another_log_is_left_out() throws IOException {
        var other = directory.resolve("other");
        fill(other);
        try (var store = new FileStore(other, ALWAYS)) {
            store.commit(FENCE, List.of(new Fact.RunStopped(RunInfo.id(SWEEP, 1), "there alone")));
            store.fetchRuns(SWEEP, 0);
        }
        change(NEVER, 11);
        Files.copy(other.resolve(root.relativize(snapshot)), snapshot, StandardCopyOption.REPLACE_EXISTING);
        assertThat(seen(NEVER)).isEqualTo(replayed());
        assertThat(seen(NEVER).changes().runs())
                .hasSize(11)
                .noneMatch(run -> run.stopped().isPresent());
    }

    @Test
    void behind_an_old_snapshot_the_rest_of_the_log_is_read() throws IOException {
        change(NEVER, 11);
        change(NEVER, 12);
        try (var store = new FileStore(root, NEVER)) {
            store.report(SWEEP, report(training(11), "1", "2", new MetricPoint("loss", 2, 0.25)));
            store.report(SWEEP, report(training(1), "1", "2", new MetricPoint("loss", 2, 0.25)));
        }
        assertThat(seen(NEVER)).isEqualTo(replayed());
        assertThat(seen(NEVER).changes().runs()).hasSize(12);
    }

    @Test
    void a_cursor_from_before_the_snapshot_misses_nothing() {
        try (var store = new FileStore(root, NEVER)) {
            long cursor = store.fetchRuns(SWEEP, 0).cursor();
            change(ALWAYS, 11);
            change(ALWAYS, 12);
            seen(ALWAYS);
            try (var later = new FileStore(root, NEVER)) {
                assertThat(later.fetchRuns(SWEEP, cursor)).isEqualTo(store.fetchRuns(SWEEP, cursor));
                assertThat(later.fetchRuns(SWEEP, cursor).runs())
                        .extracting(RunInfo::number)
                        .containsExactly(11, 12);
            }
        }
    }

    @Test
    void two_writers_that_both_take_snapshots_agree() throws IOException {
        try (var one = new FileStore(root, ALWAYS);
                var two = new FileStore(root, ALWAYS)) {
            for (int number = 11; number <= 30; number++) {
                change(number % 3 == 0 ? one : two, number);
            }
            assertThat(Everything.of(one)).isEqualTo(Everything.of(two));
        }
        assertThat(seen(NEVER)).isEqualTo(replayed());
        assertThat(seen(NEVER).changes().runs()).hasSize(30);
    }

    @Test
    void what_a_writer_that_was_killed_has_left_is_removed() throws IOException {
        var left = Files.writeString(snapshot.resolveSibling(".newest.1.tmp"), "half");
        change(ALWAYS, 11);
        seen(ALWAYS);
        assertThat(left).doesNotExist();
    }

    @Test
    void a_controller_that_leaves_spares_the_next_one_the_log() throws IOException {
        long twiceTheLog = 2 * Files.size(log);
        Snapshots.Due twice = (grown, _) -> grown > twiceTheLog;
        Files.delete(snapshot);
        assertThat(seen(twice).changes().runs()).hasSize(10);
        assertThat(snapshot).doesNotExist();
        try (var store = new FileStore(root, twice)) {
            store.releaseLease(FENCE);
        }
        assertThat(snapshot).exists();
        assertThat(seen(NEVER)).isEqualTo(replayed());
    }

    @Test
    void snapshots_are_rare_enough_to_cost_little() {
        assertThat(Snapshots.USUAL.at(1 << 18, 0)).isFalse();
        assertThat(Snapshots.USUAL.at((1 << 18) + 1, 0)).isTrue();
        assertThat(Snapshots.USUAL.at(1_000_000, 8_000_000)).isFalse();
        assertThat(Snapshots.USUAL.at(1_000_001, 8_000_000)).isTrue();
    }
}
