package metta.sweep.store;

import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import metta.sweep.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessLockTest {
    @TempDir
    private Path directory;

    @Test
    void who_waits_for_a_process_that_was_stopped_is_told_which_it_is() throws Exception {
        var folder = Files.createDirectory(directory.resolve(SWEEP));
        var stopped = OtherProcess.start(OtherProcess.command("lock", "file", directory.toString()));
        try (var lock = ProcessLock.open(folder.resolve(".lock"))) {
            assertThat(stopped.getInputStream().read()).isPositive();
            assertThatThrownBy(() -> lock.hold(Duration.ofMillis(20)))
                    .hasMessageContaining("process %d has held its lock", stopped.pid())
                    .hasFieldOrPropertyWithValue("kind", StoreException.Kind.TRANSIENT);
        } finally {
            stopped.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_lock_that_was_deleted_is_no_longer_the_one_that_others_find() throws IOException {
        var file = directory.resolve(".lock");
        try (var old = ProcessLock.open(file)) {
            Files.delete(file);
            assertThat(old.current()).isFalse();
            try (var young = ProcessLock.open(file);
                    var _ = old.hold();
                    var _ = young.hold()) {
                assertThat(young.current()).isTrue();
            }
        }
    }

    @Test
    void an_interrupt_is_kept_while_a_lock_is_taken() throws IOException {
        try (var lock = ProcessLock.open(directory.resolve(".lock"))) {
            Thread.currentThread().interrupt();
            try (var _ = lock.hold()) {
                assertThat(Thread.interrupted()).isTrue();
            }
        }
    }
}
