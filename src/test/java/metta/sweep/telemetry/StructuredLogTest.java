package metta.sweep.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import metta.sweep.SweepException;
import metta.sweep.SweepListener;
import metta.sweep.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StructuredLogTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
    private final List<SweepException> troubles = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void each_entry_is_in_the_file_at_once_and_a_later_controller_adds_to_it() throws IOException {
        var file = folder.resolve("log.jsonl");
        try (var first = log(file);
                var second = log(file)) {
            first.write("A", Map.of("n", 1));
            assertThat(Files.readAllLines(file)).hasSize(1);
            second.write("B", Map.of("n", 2));
            first.write("C", Map.of("n", 3));
        }
        assertThat(Files.readAllLines(file))
                .extracting(line -> Json.readTree(line).get("event"))
                .containsExactly("A", "B", "C");
        assertThat(troubles).isEmpty();
    }

    @Test
    void a_log_that_cannot_be_written_is_told_once() {
        try (var log = log(folder.resolve("absent").resolve("log.jsonl"))) {
            log.write("A", Map.of());
            log.write("B", Map.of());
        }
        assertThat(troubles).hasSize(1);
    }

    @Test
    void a_full_disk_is_told_once() {
        try (var log = log(Path.of("/dev/full"))) {
            log.write("A", Map.of());
            log.write("B", Map.of());
        }
        assertThat(troubles).hasSize(1);
    }

    private StructuredLog log(Path file) {
        return new StructuredLog(file, CLOCK, new SweepListener() {
            @Override
            public void trouble(SweepException problem) {
                troubles.add(problem);
            }
        });
    }
}
