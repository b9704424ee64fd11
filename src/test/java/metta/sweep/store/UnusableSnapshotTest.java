package metta.sweep.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.report;
import static metta.sweep.testing.Samples.sweep;
import static metta.sweep.testing.Samples.training;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import metta.sweep.MetricPoint;
import metta.sweep.json.Json;
import org.junit.jupiter.api.Test;

/// A snapshot that is torn, damaged, out of reach or another version's makes a [FileStore] slower, and never wrong.
final class UnusableSnapshotTest extends SnapshottedSweep {
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
        var head = Json.write(
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
            behead(heads.get(i), "METTASN4");
            assertThat(seen(NEVER)).as("head %d", i).isEqualTo(before);
        }
        Files.write(snapshot, whole);
        behead(UnaryOperator.identity(), "METTASN4");
        assertThat(snapshot).as("the test's own writing").hasBinaryContent(whole);
    }

    @Test
    void a_snapshot_of_another_version_is_left_out_and_left_there_until_another_is_due() throws IOException {
        behead(head -> Map.of(), "METTASN2");
        var older = Files.readAllBytes(snapshot);
        assertThat(seen(NEVER)).isEqualTo(replayed());
        assertThat(snapshot).hasBinaryContent(older);
        change(ALWAYS, 11);
        seen(ALWAYS);
        assertThat(Files.readAllBytes(snapshot)).endsWith("METTASN4".getBytes(UTF_8));
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
}
