package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log of JSON lines in a sweep's folder.
final class LogIT {
    @TempDir
    private Path folder;

    @Test
    void where_it_is_asked_for_each_write_to_the_store_is_in_the_log() throws Exception {
        var metta = new Metta(folder);
        var quick = metta.recipe("quick", "echo '{\"score\": 1}' >>\"$METTA_METRICS_FILE\"\n");
        var debugging = new Metta(folder, Map.of("METTA_LOG", "debug"));
        assertThat(metta.startGrid(quick, "1", "--name", "plain").end().exitCode())
                .isZero();
        assertThat(debugging.startGrid(quick, "1", "--name", "debugged").end().exitCode())
                .isZero();
        assertThat(Metta.read(metta.sweeps().resolve("plain/log.jsonl")))
                .contains("\"level\":\"info\",\"event\":\"JobSubmitted\"", "\"event\":\"Decided\"")
                .doesNotContain("StoreWrite");
        assertThat(Metta.read(metta.sweeps().resolve("debugged/log.jsonl")))
                .containsPattern(
                        "\"level\":\"debug\",\"event\":\"StoreWrite\",\"details\":\\{\"operation\":\"commit\",\"tries\":1,\"micros\":\\d+}")
                .contains(
                        "{\"operation\":\"takeLease\"",
                        "{\"operation\":\"reportAll\"",
                        "{\"operation\":\"releaseLease\"");
    }
}
