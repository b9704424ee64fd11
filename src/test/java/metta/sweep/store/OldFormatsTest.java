package metta.sweep.store;

import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import metta.sweep.Piece;
import metta.sweep.RunInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole sweeps as earlier versions wrote them, before runs kept their past observations.
final class OldFormatsTest {
    @TempDir
    private Path directory;

    private Path fixture(String name, Path file) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        try (var in = Objects.requireNonNull(OldFormatsTest.class.getResourceAsStream(name))) {
            Files.copy(in, file);
        }
        return file;
    }

    @Test
    void a_snapshot_of_format_1_is_restored() throws IOException {
        var file = fixture("sweep-format-1.snapshot", directory.resolve("s.snapshot"));
        try (var snapshot = SweepSnapshot.open(file);
                var store = SqliteStore.open(directory.resolve("metta.db"))) {
            assertThat(snapshot.label().format()).isEqualTo(1);
            assertThat(store.load(snapshot)).isTrue();
            assertThat(store.fetchRuns(SWEEP, 0).runs())
                    .extracting(RunInfo::past)
                    .containsExactly(List.of(), List.of(), List.of());
            assertThat(PiecesContract.pieces(store)).first().isInstanceOf(Piece.Head.class);
        }
    }

    @Test
    void a_log_of_format_3_whose_sweep_came_from_elsewhere_is_read() throws IOException {
        fixture("loaded-format-3.jsonl", directory.resolve(SWEEP).resolve("changes.jsonl"));
        try (var store = new FileStore(directory)) {
            assertThat(store.fetchRuns(SWEEP, 0).runs())
                    .extracting(RunInfo::number)
                    .containsExactly(1, 2, 3);
        }
    }
}
