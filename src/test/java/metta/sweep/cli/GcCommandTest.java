package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GcCommandTest {
    @TempDir
    private Path folder;

    private Captured run(int exitCode, String... words) {
        return Captured.sweep(folder, exitCode, words);
    }

    @BeforeEach
    void sweep() {
        run(
                0,
                "try",
                "--name",
                "t",
                "--trials",
                "4",
                "sh",
                "-c",
                "head -c 20000 /dev/zero >\"$METTA_CHECKPOINT_DIR/c\"; echo score=$1",
                "x",
                "{y:1.0..2.0}");
    }

    private List<String> left() throws IOException {
        try (var files = Files.list(folder.resolve("t"))) {
            return files.filter(Files::isDirectory)
                    .map(each -> String.valueOf(each.getFileName()))
                    .filter(each -> each.startsWith("t_trial"))
                    .toList();
        }
    }

    @Test
    void a_preview_deletes_nothing() throws IOException {
        assertThat(run(0, "gc").out())
                .containsPattern("\\d+ KiB  t: the files of 1 run\n")
                .contains("could be deleted; nothing was: add --delete to do it")
                .contains("Of each sweep the files of the best 3 trials stay; --keep-best N changes that");
        assertThat(left()).hasSize(4);
    }

    @Test
    void all_but_the_best_are_deleted_and_what_is_known_of_them_stays() throws IOException {
        var best = run(0, "best", "t").out();
        assertThat(run(0, "gc", "t", "--keep-best", "1", "--delete").out())
                .contains("t: the files of 3 runs\n", " deleted\n");
        assertThat(left()).containsExactly(best.substring(0, best.indexOf(' ')));
        assertThat(run(0, "best", "t").out()).isEqualTo(best);
        assertThat(run(0, "gc", "t", "--keep-best", "1", "--delete").out()).contains("0 bytes deleted");
        assertThat(run(0, "status", "t").out()).contains("4/4");
    }

    @Test
    void runs_without_files_are_not_counted_and_those_run_again_are_named() throws IOException {
        run(0, "gc", "t", "--delete");
        assertThat(run(0, "gc", "t", "--keep-best", "1").out()).contains("t: the files of 2 runs\n");
        Files.writeString(
                Files.createDirectories(folder.resolve("t/reproduced/once")).resolve("f"), "some");
        assertThat(run(0, "gc", "t").out())
                .contains("t: the files of 1 run that metta sweep reproduce began, in reproduced\n");
        assertThat(run(0, "gc", "t", "--keep-best", "1").out())
                .contains("t: the files of 2 runs and of 1 run that metta sweep reproduce began, in reproduced\n");
        assertThat(run(0, "gc", "t", "-o", "json").out()).contains("\"reproduced\" : 1");
    }

    @Test
    void the_logs_of_a_run_whose_files_were_deleted_say_so() {
        run(0, "gc", "t", "--keep-best", "0", "--delete");
        assertThat(run(0, "logs", "t", "1").out())
                .contains("(its files are not there any more; metta sweep gc deletes such)")
                .doesNotContain("wrote nothing");
    }

    @Test
    void a_sweep_that_runs_is_left_alone() throws IOException {
        assertThat(run(2, "gc", "--keep-best", "-1").err()).contains("--keep-best must be at least 0");
        try (var lock = ControllerLock.tryTake(folder.resolve("t")).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(run(5, "gc", "t", "--delete").err()).contains("a controller runs sweep t");
            assertThat(run(0, "gc", "--delete").err()).contains("sweep t is left out: a controller runs sweep t");
        }
        assertThat(left()).hasSize(4);
    }
}
