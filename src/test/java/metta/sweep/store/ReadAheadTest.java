package metta.sweep.store;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.init;
import static metta.sweep.testing.Samples.owner;
import static metta.sweep.testing.Samples.sweep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import metta.sweep.Fact;
import metta.sweep.Fence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A long log, read while others write.
final class ReadAheadTest {
    private static final Snapshots.Due NEVER = (_, _) -> false;

    @TempDir
    private Path root;

    @BeforeEach
    void fill() {
        try (var store = new FileStore(root, NEVER)) {
            store.fetchSweepMetadata(sweep(SWEEP));
            var fence = new Fence(SWEEP, store.takeLease(SWEEP, 0, owner(1)).epoch());
            store.commit(fence, List.of(new Fact.Decided("s", "wait", "because ".repeat(1 << 18), NOW)));
            store.initRun(fence, init(1));
            store.initRun(fence, init(2));
        }
    }

    private Path directory() {
        return root.resolve(SWEEP);
    }

    private Path log() {
        return directory().resolve(SweepFiles.LOG);
    }

    private static long runs(SweepFiles files) {
        return files.locked(() -> files.book().since(0).runs().size());
    }

    @Test
    void a_long_log_is_read_while_somebody_else_has_the_lock() throws IOException {
        try (var lock = ProcessLock.open(directory().resolve(".lock"));
                var files = new SweepFiles(directory(), SWEEP, NEVER)) {
            try (var _ = lock.hold()) {
                files.readAhead();
                assertThat(files.book().since(0).runs()).hasSize(2);
            }
            assertThat(runs(files)).isEqualTo(2);
        }
    }

    @Test
    void what_is_written_meanwhile_is_read_under_the_lock() throws IOException {
        try (var files = new SweepFiles(directory(), SWEEP, NEVER)) {
            files.readAhead();
            try (var store = new FileStore(root, NEVER)) {
                store.initRun(new Fence(SWEEP, 1), init(3));
            }
            assertThat(runs(files)).isEqualTo(3);
        }
    }

    /// An append whose sync failed cuts its line off again. The next one may be shorter, longer or as long.
    @Test
    void a_last_line_that_was_taken_back_does_not_count() throws IOException {
        var whole = Files.readAllBytes(log());
        int last = whole.length - 1;
        while (whole[last - 1] != '\n') {
            last--;
        }
        for (var run : new int[] {0, 3, 12_345}) {
            Files.write(log(), whole);
            try (var files = new SweepFiles(directory(), SWEEP, NEVER)) {
                files.readAhead();
                Files.write(log(), Arrays.copyOf(whole, last), StandardOpenOption.TRUNCATE_EXISTING);
                if (run > 0) {
                    try (var store = new FileStore(root, NEVER)) {
                        store.initRun(new Fence(SWEEP, 1), init(run));
                    }
                }
                assertThat(files.locked(() -> files.book().since(0).runs()))
                        .extracting(each -> each.number())
                        .containsExactlyElementsOf(run == 0 ? List.of(1) : List.of(1, run));
            }
        }
    }

    @Test
    void a_damaged_log_is_named_under_the_lock() throws IOException {
        var whole = Files.readAllBytes(log());
        int inLine2 = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 50;
        whole[inLine2] ^= 1;
        Files.write(log(), whole);
        try (var files = new SweepFiles(directory(), SWEEP, NEVER)) {
            files.readAhead();
            assertThatThrownBy(() -> runs(files)).hasMessageContaining("is damaged in line 2");
        }
    }
}
