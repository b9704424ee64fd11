package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import metta.sweep.StoreException;
import metta.sweep.SweepListener;
import metta.sweep.telemetry.StructuredLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreDiaryTest {
    private final List<String> told = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void an_outage_is_told_once_it_takes_a_while_and_once_it_is_over() {
        var display = new SweepListener() {
            @Override
            public void warning(String words) {
                told.add(words);
            }
        };
        var outage = new StoreException(StoreException.Kind.TRANSIENT, "the server is away");
        try (var log = new StructuredLog(folder.resolve("log"), () -> NOW, StructuredLog.Level.INFO, display)) {
            var diary = new StoreDiary(log, display);
            diary.written("commit", Duration.ZERO, 1);
            diary.retried("commit", 4, Duration.ZERO, outage);
            assertThat(told).as("what passes soon").isEmpty();
            for (int tries = 5; tries < 9; tries++) {
                diary.retried("commit", tries, Duration.ZERO, outage);
            }
            diary.written("commit", Duration.ZERO, 9);
            diary.written("commit", Duration.ZERO, 1);
        }
        assertThat(told)
                .containsExactly(
                        "the server is away; trying again for a while, and jobs go on", "the store answers again");
    }
}
