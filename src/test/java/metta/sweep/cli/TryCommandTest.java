package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TryCommandTest {
    @TempDir
    private Path folder;

    private Captured run(int exitCode, String... words) {
        return Captured.sweep(folder, exitCode, words);
    }

    @Test
    void a_command_line_is_swept_without_any_file_and_its_best_is_told() {
        var script = "echo score=$1; echo x >\"$METTA_CHECKPOINT_DIR/last\"";
        String[] command = {"try", "--trials", "3", "--name", "t", "--", "sh", "-c", script, "--x", "{y:1.0..2.0}"};
        var first = run(0, command);
        assertThat(first.out()).contains("Best result:", "    y: ");
        assertThat(first.err()).contains("metta: tries y: numbers 1.0 to 2.0\n");
        assertThat(run(0, command).err()).contains("It had ended before, so nothing was started.");
        var best = run(0, "best", "t");
        assertThat(best.out()).containsPattern("^t_trial_000\\d  score = 1\\.\\d+\n  y: 1\\.\\d+\n  checkpoints in ");
        assertThat(run(0, "best", "t", "--as-args").out())
                .startsWith("-c 'echo ")
                .containsPattern(" --x 1\\.\\d+\n$");
        assertThat(run(0, "best", "t", "--json").out()).contains("\"arguments\" : \"-c 'echo ", "\"checkpoints\" : \"");
    }

    @Test
    void what_the_program_is_given_is_never_taken_for_an_option_of_ours() {
        run(
                0,
                "try",
                "--trials",
                "1",
                "--metric",
                "m",
                "--minimize",
                "sh",
                "-c",
                "echo m=$2",
                "x",
                "--trials",
                "{a:1..2}");
        assertThat(run(0, "best", "--as-args").out()).matches("-c 'echo m=\\$2' x --trials [12]\n");
    }

    @Test
    void another_metric_or_goal_is_another_sweep_so_that_a_wrong_one_can_be_put_right() {
        String[] program = {"sh", "-c", "echo loss=$1", "x", "{a:1..2}"};
        var wrong = run(1, words(program, "try", "--trials", "1"));
        assertThat(wrong.out() + wrong.err()).contains("never reported 'score'; it reported loss", "`--metric NAME`");
        run(0, words(program, "try", "--trials", "1", "--metric", "loss"));
        run(0, words(program, "try", "--trials", "1", "--metric", "loss", "--minimize"));
        assertThat(run(0, "list", "--json").out()).containsPattern("(?s)(sh-[0-9a-f]{6}\".*){3}");
    }

    private static String[] words(String[] program, String... ours) {
        return Stream.concat(Stream.of(ours), Stream.of(program)).toArray(String[]::new);
    }

    @Test
    void a_command_with_nothing_to_try_says_how_it_is_written() {
        assertThat(run(2, "try", "--", "sh", "-c", "true").err()).contains("put {lr:log:1e-5..1e-2}");
        assertThat(run(2, "try").err()).contains("COMMAND");
    }

    @Test
    void there_is_no_best_before_there_is_a_score() {
        run(1, "try", "--trials", "1", "--name", "none", "--", "sh", "-c", "exit 3", "{a:1..2}");
        assertThat(run(3, "best", "none").err())
                .contains("no run of sweep none has a score, and it has ended; `metta sweep analyze none`");
    }
}
