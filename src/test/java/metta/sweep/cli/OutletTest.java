package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutletTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private Terminal failing(String why) {
        var stream = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException(why);
            }
        };
        return Terminal.of(
                false,
                Map.of(),
                Outlet.to(stream, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sweep list --json", "sweep --help", "--help"})
    void a_command_whose_result_is_lost_says_so_and_fails(String command) {
        var words = command.endsWith("--help") ? command : command + " --dir " + folder;
        assertThat(Main.run(failing("No space left on device"), words.split(" ")))
                .isEqualTo(74);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .endsWith("metta: what was to be printed could not be written to stdout: No space left on device\n");
    }

    @Test
    void a_reader_that_wants_no_more_has_lost_nothing() {
        assertThat(Main.run(failing("Broken pipe"), "sweep", "list", "--json", "--dir", folder.toString()))
                .isZero();
        assertThat(err.size()).isZero();
    }

    @Test
    void a_command_that_failed_keeps_its_own_exit_code() {
        assertThat(Main.run(failing("No space left on device"), "sweep", "analyze", "x", "--dir", folder.toString()))
                .isEqualTo(3);
    }
}
