package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import metta.sweep.SweepException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ControllerLockTest {
    @TempDir
    private Path folder;

    /// A controller's process, reduced to its lock: it says whether it has it, and lives until its input ends.
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws IOException {
            var lock = ControllerLock.tryTake(Path.of(args[0]));
            System.out.println(lock.isPresent() ? "held" : "not held");
            if (System.in.read() >= 0) {
                throw new IllegalStateException("somebody spoke");
            }
            lock.ifPresent(ControllerLock::close);
        }
    }

    private Process another() throws IOException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        return new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Holder.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String word(Process process) throws IOException {
        return String.valueOf(
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine());
    }

    @Test
    void the_lock_is_another_process_until_that_is_killed() throws Exception {
        var other = another();
        try {
            assertThat(word(other)).isEqualTo("held");
            assertThat(ControllerLock.tryTake(folder)).isEmpty();
        } finally {
            other.destroyForcibly().waitFor();
        }
        try (var mine = ControllerLock.tryTake(folder).orElseThrow()) {
            var late = another();
            assertThat(word(late)).isEqualTo("not held");
            late.getOutputStream().close();
            assertThat(late.waitFor()).isZero();
            assertThat(mine).isNotNull();
        }
        assertThat(folder.resolve("controller.lock")).exists();
    }

    @Test
    void within_one_process_too_there_is_one_holder() throws Exception {
        try (var first = ControllerLock.tryTake(folder).orElseThrow()) {
            assertThat(ControllerLock.tryTake(folder)).isEmpty();
            var other = another();
            assertThat(word(other)).as("the second try dropped no lock").isEqualTo("not held");
            other.getOutputStream().close();
            assertThat(other.waitFor()).isZero();
            assertThat(first).isNotNull();
        }
        try (var next = ControllerLock.tryTake(folder).orElseThrow()) {
            assertThat(next).isNotNull();
        }
    }

    @Test
    void a_file_left_behind_means_nothing() throws IOException {
        Files.writeString(folder.resolve("controller.lock"), "left behind");
        try (var lock = ControllerLock.tryTake(folder).orElseThrow()) {
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void a_folder_that_cannot_be_made_is_named() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> ControllerLock.tryTake(file.resolve("sweep")))
                .isInstanceOfSatisfying(
                        SweepException.class, e -> assertThat(e.exit()).isEqualTo(SweepException.Exit.IO))
                .hasMessageContaining("controller.lock cannot be locked");
    }
}
