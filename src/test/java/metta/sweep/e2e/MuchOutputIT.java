package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program that writes more than anybody can read: all of it is kept, and only its end is ever looked at.
final class MuchOutputIT {
    private static final long GIB = 1L << 30;

    @TempDir
    private Path folder;

    @Test
    void a_gigabyte_of_output_is_kept_and_told_of_and_only_its_end_is_read() throws Exception {
        // What was read whole would not fit into this memory.
        var metta = new Metta(folder, Map.of("JAVA_TOOL_OPTIONS", "-Xmx48m"));
        var home = metta.recipe("chatty", """
                yes 'one more line of a progress bar that nobody will ever read to its end' | head -c %d
                echo
                echo the last line
                echo '{"score": 1}' >>"$METTA_METRICS_FILE"
                """.formatted(GIB));

        var result = metta.startGrid(home, "1").end();

        assertThat(result.exitCode()).as(result.err()).isZero();
        var log = metta.sweeps().resolve("chatty/chatty_trial_0001/jobs/chatty_trial_0001/stdout.log");
        assertThat(Files.size(log)).isGreaterThan(GIB);
        assertThat(result.err())
                .contains("metta: chatty_trial_0001: has written more than 1 GiB to %s; all of it is kept"
                        .formatted(log));
        assertThat(metta.run("logs", "chatty", "1", "-n", "1").out()).endsWith("stdout: the last line\n");

        // Four tebibytes, most of them a hole: whoever reads them all does not come back in time.
        try (var sparse = new RandomAccessFile(log.toFile(), "rw")) {
            sparse.setLength(0);
            sparse.seek(4096 * GIB);
            sparse.write("\nand this is the end\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(metta.run("logs", "chatty", "1", "-n", "1").out()).endsWith("stdout: and this is the end\n");
    }
}
