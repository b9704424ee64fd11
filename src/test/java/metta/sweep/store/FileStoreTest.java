package metta.sweep.store;

import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.owner;
import static metta.sweep.testing.Samples.sweep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import metta.sweep.Piece;
import metta.sweep.Store;
import metta.sweep.SweepInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileStoreTest implements StoreContract {
    @TempDir
    private Path directory;

    private final Reopened stores = new Reopened(() -> new FileStore(directory.resolve("sweeps")));

    @Override
    public Store open() {
        return stores.open();
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void what_is_acknowledged_is_in_the_log_that_others_read_though_it_was_replaced_meanwhile() throws IOException {
        var store = open();
        store.fetchSweepMetadata(sweep(SWEEP));
        var pieces = new ArrayList<Piece>();
        store.dump(SWEEP, pieces::add);
        Files.delete(directory.resolve("sweeps").resolve(SWEEP).resolve("changes.jsonl"));
        assertThat(open().load(pieces)).isTrue();
        store.takeLease(SWEEP, 0, owner(1));
        assertThat(open().lease(SWEEP).epoch()).isEqualTo(1);
    }

    @Test
    void a_sweep_that_was_moved_away_and_came_back_is_seen_by_who_had_it_open() {
        var store = open();
        store.fetchSweepMetadata(sweep(SWEEP));
        var pieces = new ArrayList<Piece>();
        store.dump(SWEEP, pieces::add);
        store.moveAway(SWEEP, 0, "b");
        assertThat(open().load(pieces)).isTrue();
        assertThat(store.takeLease(SWEEP, 0, owner(1)).epoch()).isEqualTo(1);
        assertThat(open().lease(SWEEP)).isEqualTo(store.lease(SWEEP));
    }

    @Test
    void a_sweep_whose_folder_was_deleted_is_unknown_and_can_be_made_anew() throws IOException {
        var store = open();
        store.fetchSweepMetadata(sweep(SWEEP));
        var folder = directory.resolve("sweeps").resolve(SWEEP);
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
        assertThat(store.findSweep(SWEEP)).isEmpty();
        store.fetchSweepMetadata(sweep(SWEEP));
        store.takeLease(SWEEP, 0, owner(1));
        assertThat(open().lease(SWEEP).epoch()).isEqualTo(1);
    }

    @Test
    void a_copy_under_another_name_is_refused_and_hides_no_sweep() throws IOException {
        open().fetchSweepMetadata(sweep(SWEEP));
        var copy = Files.createDirectory(directory.resolve("sweeps").resolve("copy"));
        Files.copy(directory.resolve("sweeps").resolve(SWEEP).resolve("changes.jsonl"), copy.resolve("changes.jsonl"));
        var unreadable = new ArrayList<String>();
        assertThat(open().sweeps((id, _) -> unreadable.add(id)))
                .extracting(SweepInfo::sweepId)
                .containsExactly(SWEEP);
        assertThat(unreadable).containsExactly("copy");
        assertThatThrownBy(() -> open().findSweep("copy")).hasMessageContaining("is the log of the sweep s");
    }

    @Test
    void a_folder_that_somebody_named_otherwise_hides_no_sweep() throws IOException {
        open().fetchSweepMetadata(sweep(SWEEP));
        var sweeps = directory.resolve("sweeps");
        var copy = Files.createDirectories(sweeps.resolve("100%zz"));
        Files.copy(sweeps.resolve(SWEEP).resolve("changes.jsonl"), copy.resolve("changes.jsonl"));
        var unreadable = new ArrayList<String>();
        assertThat(open().sweeps((id, _) -> unreadable.add(id)))
                .extracting(SweepInfo::sweepId)
                .containsExactly(SWEEP);
        assertThat(unreadable).containsExactly("100%zz");
    }
}
