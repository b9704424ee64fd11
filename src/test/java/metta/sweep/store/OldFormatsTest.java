package metta.sweep.store;

import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import metta.sweep.RunInfo;
import metta.sweep.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole sweeps as versions up to this one wrote them. [Fixtures] writes those of a format that is new.
final class OldFormatsTest {
    @TempDir
    private Path directory;

    static IntStream schemas() {
        return IntStream.rangeClosed(4, SqliteSchema.VERSION);
    }

    static IntStream logs() {
        return IntStream.rangeClosed(3, LogFormat.NEWEST);
    }

    static IntStream snapshots() {
        return IntStream.rangeClosed(1, SweepSnapshot.FORMAT);
    }

    private Path fixture(String name, Path file) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        try (var in = unpacked(name)) {
            Files.copy(in, file);
        }
        return file;
    }

    private static InputStream unpacked(String name) throws IOException {
        var in = Objects.requireNonNull(OldFormatsTest.class.getResourceAsStream(name), "no fixture " + name);
        return name.endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    private static void requireThree(Store store) {
        assertThat(store.fetchRuns(SWEEP, 0).runs())
                .filteredOn(RunInfo::trial)
                .extracting(RunInfo::number)
                .containsExactlyInAnyOrder(1, 2, 3);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void a_database_of_every_schema_is_read(int schema) throws IOException {
        var file = fixture("metta-schema-%d.db.gz".formatted(schema), directory.resolve("metta.db"));
        try (var store = SqliteStore.open(file)) {
            requireThree(store);
        }
    }

    @ParameterizedTest
    @MethodSource("logs")
    void a_log_of_every_format_is_read(int format) throws IOException {
        var log = directory.resolve(SWEEP).resolve("changes.jsonl");
        fixture("changes-format-%d.jsonl.gz".formatted(format), log);
        try (var store = new FileStore(directory)) {
            requireThree(store);
        }
    }

    @ParameterizedTest
    @MethodSource("snapshots")
    void a_snapshot_of_every_format_is_restored(int format) throws IOException {
        var file = fixture("sweep-format-%d.snapshot".formatted(format), directory.resolve("s.snapshot"));
        try (var snapshot = SweepSnapshot.open(file);
                var store = SqliteStore.open(directory.resolve("metta.db"))) {
            assertThat(snapshot.label().format()).isEqualTo(format);
            assertThat(store.load(snapshot)).isTrue();
            requireThree(store);
        }
    }

    @Test
    void runs_that_were_written_before_there_were_past_observations_have_none() throws IOException {
        var file = fixture("sweep-format-1.snapshot", directory.resolve("s.snapshot"));
        try (var snapshot = SweepSnapshot.open(file);
                var store = SqliteStore.open(directory.resolve("metta.db"))) {
            assertThat(store.load(snapshot)).isTrue();
            assertThat(store.fetchRuns(SWEEP, 0).runs())
                    .extracting(RunInfo::past)
                    .containsExactly(List.of(), List.of(), List.of());
        }
    }

    @Test
    void a_log_of_format_3_whose_sweep_came_from_elsewhere_is_read() throws IOException {
        fixture("loaded-format-3.jsonl", directory.resolve(SWEEP).resolve("changes.jsonl"));
        try (var store = new FileStore(directory)) {
            requireThree(store);
        }
    }
}
