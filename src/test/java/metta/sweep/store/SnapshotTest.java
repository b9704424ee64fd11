package metta.sweep.store;

import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.report;
import static metta.sweep.testing.Samples.training;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import metta.sweep.Fact;
import metta.sweep.MetricPoint;
import metta.sweep.RunInfo;
import org.junit.jupiter.api.Test;

/// A snapshot that is missing, old, foreign or ahead of its log makes a [FileStore] slower, and never wrong.
final class SnapshotTest extends SnapshottedSweep {
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
