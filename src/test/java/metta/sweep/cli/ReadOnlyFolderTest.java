package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Looking at sweeps where nothing can be written, or not all of them can be read.
final class ReadOnlyFolderTest {
    /// Makes the folder read-only for one command: in a mount namespace of its own, so that even root is refused.
    private static final String READ_ONLY =
            "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"";

    @TempDir
    private Path folder;

    private Path sweeps = Path.of("");

    /// How a command ended, and all that it said.
    private record Said(int exit, String words) {}

    @BeforeEach
    void sweep() throws IOException {
        sweeps = folder.resolve("sweeps");
        var recipe = Files.writeString(folder.resolve("recipe.yaml"), """
                train: {command: [sh, -c, 'echo "{\\"score\\": 7}" >"$METTA_RESULT_FILE"'], style: none}
                metric: score
                """);
        var start = Captured.pipe();
        var words = "sweep start %s --grid x=1,2 --name mine --store file --dir %s".formatted(recipe, sweeps);
        assertThat(start.run(words.split(" "))).as(start.err()).isZero();
    }

    private Said readOnly(String... words) throws IOException, InterruptedException {
        boolean root = System.getProperty("user.name").equals("root");
        var command =
                new ArrayList<>(List.of("unshare", root ? "-m" : "-Urm", "sh", "-c", READ_ONLY, sweeps.toString()));
        var java = ProcessHandle.current().info().command().orElseThrow();
        command.addAll(List.of(java, "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "sweep"));
        command.addAll(Arrays.asList(words));
        command.addAll(List.of("--dir", sweeps.toString()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "status mine", "list", "analyze mine", "status mine --json --why", "logs mine 1"})
    void a_sweep_in_a_folder_that_is_read_only_is_shown(String words) throws Exception {
        var said = readOnly(words.split(" "));
        assertThat(said.exit()).as(said.words()).isZero();
        assertThat(said.words()).contains("mine").doesNotContain("left out", "cannot");
    }

    @Test
    void one_that_was_copied_without_its_lock_is_shown() throws Exception {
        Files.delete(sweeps.resolve("mine/.lock"));
        Files.delete(sweeps.resolve("mine/lease.beat"));
        var said = readOnly("status");
        assertThat(said.exit()).as(said.words()).isZero();
        assertThat(said.words()).contains("2/2 trials").doesNotContain("left out");
    }

    @Test
    void what_would_have_to_be_written_is_refused_with_the_reason() throws Exception {
        var said = readOnly("extend", "mine", "--trials", "3");
        assertThat(said.exit()).as(said.words()).isEqualTo(74);
        assertThat(said.words()).contains("Read-only file system");
    }

    @Test
    void where_no_sweep_can_be_read_that_is_what_is_said() throws IOException {
        var log = sweeps.resolve("mine/changes.jsonl");
        Files.writeString(log, Files.readString(log).replaceFirst("\"seed\"", "\"sead\""));
        for (var command : List.of("status", "list")) {
            var look = Captured.pipe();
            assertThat(look.run("sweep", command, "--dir", sweeps.toString()))
                    .as(look.err())
                    .isEqualTo(74);
            assertThat(look.err()).contains(log + " is damaged in line 1");
            assertThat(look.out()).isEmpty();
        }
    }
}
