package metta.sweep.store;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import metta.sweep.Piece;
import metta.sweep.StoreException;
import metta.sweep.SweepException;
import metta.sweep.json.Json;
import metta.sweep.testing.EveryFact;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole sweeps in files.
final class SweepSnapshotTest {
    @TempDir
    private Path directory;

    private final InMemoryStore store = new InMemoryStore();
    private Path file;

    @BeforeEach
    void write() {
        file = directory.resolve("s.snapshot");
        EveryFact.fill(store);
        SweepSnapshot.write(file, store, SWEEP, NOW);
    }

    @Test
    void a_sweep_comes_back_from_its_snapshot_as_it_was() {
        var other = new InMemoryStore();
        try (var snapshot = SweepSnapshot.open(file)) {
            assertThat(snapshot).containsExactlyElementsOf(PiecesContract.everything());
            assertThat(snapshot.print().points()).isEqualTo(2_503);
            assertThat(snapshot.withoutPoints())
                    .containsExactlyElementsOf(PiecesContract.everything().stream()
                            .filter(each -> !(each instanceof Piece.Points))
                            .toList());
            assertThat(other.load(snapshot)).isTrue();
        }
        assertThat(PiecesContract.pieces(other)).isEqualTo(PiecesContract.everything());
    }

    @Test
    void its_first_line_says_what_it_is() throws IOException {
        var bytes = Files.readAllBytes(file);
        int end = 0;
        while (bytes[end] != '\n') {
            end++;
        }
        var line = Json.readTree(new String(bytes, 0, end, StandardCharsets.UTF_8));
        assertThat(line)
                .containsEntry("metta", "sweep snapshot")
                .containsEntry("format", 2L)
                .containsEntry("oldestReader", 2L)
                .containsEntry("sweep", SWEEP)
                .containsEntry("epoch", 1L)
                .containsEntry("takenAt", NOW.toString());
        assertThat(directory.toFile().list()).containsExactly("s.snapshot");
    }

    @Test
    void a_file_of_which_a_byte_is_another_or_missing_is_refused() throws IOException {
        var whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at += Math.max(1, whole.length / 97)) {
            var other = whole.clone();
            other[at] ^= 4;
            Files.write(file, other);
            assertThatThrownBy(() -> SweepSnapshot.open(file)).isInstanceOf(StoreException.class);
            Files.write(file, Arrays.copyOf(whole, at));
            assertThatThrownBy(() -> SweepSnapshot.open(file))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(file.toString());
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> SweepSnapshot.open(file)).hasMessageContaining("damaged or cut short");
    }

    @Test
    void a_file_of_a_newer_program_is_read_or_refused_as_it_says() throws IOException {
        var text = Files.readString(file, StandardCharsets.ISO_8859_1);
        rewrite(text.replace("\"format\":2", "\"format\":7"));
        try (var snapshot = SweepSnapshot.open(file)) {
            assertThat(snapshot.label().format()).isEqualTo(7);
            assertThat(snapshot).hasSameSizeAs(PiecesContract.everything());
        }
        rewrite(text.replace("\"format\":2,\"oldestReader\":2", "\"format\":7,\"oldestReader\":3"));
        assertThatThrownBy(() -> SweepSnapshot.open(file))
                .hasMessageContaining("only programs of format 3 or later understand it");
    }

    /// Writes the file with a checksum that is right.
    private void rewrite(String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        var body = Arrays.copyOf(bytes, bytes.length - SweepSnapshot.CHECKSUM);
        var all = Arrays.copyOf(body, bytes.length);
        System.arraycopy(Fingerprint.sha256().digest(body), 0, all, body.length, SweepSnapshot.CHECKSUM);
        Files.write(file, all);
    }

    @Test
    void what_is_no_snapshot_or_not_there_is_said_to_be() throws IOException {
        var other = Files.writeString(directory.resolve("other"), "{\"metta\":\"something else\"}\n" + "x".repeat(99));
        assertThatThrownBy(() -> SweepSnapshot.open(other)).hasMessageContaining("is no snapshot of a sweep");
        assertThatThrownBy(() -> SweepSnapshot.open(directory.resolve("none")))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining("there is no file");
    }

    @Test
    void a_snapshot_that_cannot_be_written_leaves_nothing_behind() {
        var nowhere = directory.resolve("nowhere").resolve("s.snapshot");
        assertThatThrownBy(() -> SweepSnapshot.write(nowhere, store, SWEEP, NOW))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> SweepSnapshot.write(directory.resolve("other"), store, "other", NOW))
                .isInstanceOf(SweepException.class);
        assertThat(directory.toFile().list()).containsExactly("s.snapshot");
    }
}
