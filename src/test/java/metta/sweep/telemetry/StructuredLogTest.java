package metta.sweep.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import metta.sweep.SweepListener;
import metta.sweep.json.Json;
import metta.sweep.telemetry.StructuredLog.Level;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StructuredLogTest {
    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();

    private StructuredLog log(Path file, Level least) {
        return new StructuredLog(file, () -> Samples.NOW, least, new SweepListener() {
            @Override
            public void warning(String words) {
                told.add(words);
            }
        });
    }

    /// As that of whoever is told to rest and says goodbye.
    @Test
    void an_interrupted_thread_writes_too() throws IOException {
        var file = folder.resolve("log.jsonl");
        try (var log = log(file, Level.INFO)) {
            log.warning("before");
            Thread.currentThread().interrupt();
            log.warning("after");
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(told).isEmpty();
    }

    @Test
    void lines_that_matter_less_are_left_out() throws IOException {
        var file = folder.resolve("log.jsonl");
        log(file, Level.INFO).write(Level.DEBUG, "StoreWrite", Map.of());
        assertThat(file).doesNotExist();
        log(file, Level.DEBUG).write(Level.DEBUG, "StoreWrite", Map.of("operation", "commit"));
        log(file, Level.INFO).warning("look here");
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "{\"at\":\"%s\",\"level\":\"debug\",\"event\":\"StoreWrite\",\"details\":{\"operation\":\"commit\"}}"
                                .formatted(Samples.NOW),
                        "{\"at\":\"%s\",\"level\":\"warning\",\"event\":\"Warning\",\"details\":{\"message\":\"look here\"}}"
                                .formatted(Samples.NOW));
    }

    @Test
    void where_it_cannot_be_written_that_is_told_once() {
        var log = log(Path.of("/dev/full"), Level.INFO);
        log.warning("one");
        log.warning("two");
        assertThat(told)
                .containsExactly(
                        "the log /dev/full cannot be written (No space left on device); the sweep goes on, but the log has a gap");
    }

    @Test
    void each_entry_is_in_the_file_at_once_and_a_later_controller_adds_to_it() throws IOException {
        var file = folder.resolve("log.jsonl");
        try (var first = log(file, Level.INFO);
                var second = log(file, Level.INFO)) {
            first.warning("A");
            assertThat(Files.readAllLines(file)).hasSize(1);
            second.warning("B");
            first.warning("C");
        }
        assertThat(Files.readAllLines(file))
                .extracting(line -> Json.readTree(line).get("details"))
                .containsExactly(Map.of("message", "A"), Map.of("message", "B"), Map.of("message", "C"));
        assertThat(told).isEmpty();
    }

    @Test
    void a_log_that_cannot_be_opened_is_told_once() {
        try (var log = log(folder.resolve("absent").resolve("log.jsonl"), Level.INFO)) {
            log.warning("A");
            log.warning("B");
        }
        assertThat(told).hasSize(1);
    }
}
