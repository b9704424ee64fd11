package metta.sweep.store;

import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.owner;
import static metta.sweep.testing.Samples.sweep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import metta.sweep.Piece;
import metta.sweep.Store;
import metta.sweep.StoreException;
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
    void one_that_was_stopped_in_the_midst_of_a_write_keeps_nobody_waiting_for_ever() throws Exception {
        open().fetchSweepMetadata(sweep(SWEEP));
        var sweeps = String.valueOf(directory.resolve("sweeps"));
        var stopped = OtherProcess.start(OtherProcess.command("lock", "file", sweeps));
        try {
            assertThat(stopped.getInputStream().read()).isPositive();
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThatThrownBy(() -> open().lease(SWEEP))
                    .hasFieldOrPropertyWithValue("kind", StoreException.Kind.TRANSIENT));
        } finally {
            stopped.destroyForcibly().waitFor();
        }
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
