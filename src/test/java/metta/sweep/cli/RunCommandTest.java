package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunCommandTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void recipe() throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), """
                train:
                  command: [sh, -c, 'echo "got $* in mode $METTA_SWEEP_MODE from $METTA_RESUME_FROM"; echo loss=0.25; echo x >"$METTA_CHECKPOINT_DIR/last"', sh]
                evaluate: {command: [sh, -c, 'echo "eval $*"; echo "oops" >&2; echo score=0.5', sh]}
                metrics: {train: {stdout: key=value}, evaluate: {stdout: key=value}}
                metric: score
                tools:
                  sweep_train: {from: train, args: {short: true}, sweep_mode: true, then: evaluate}
                  fail: {command: [sh, -c, 'exit 7']}
                """);
    }

    private Captured run(int exitCode, String tool, String... words) {
        var all = new ArrayList<>(List.of(
                "run",
                folder + tool,
                "--name",
                "r",
                "--dir",
                folder.resolve("runs").toString()));
        all.addAll(List.of(words));
        var captured = Captured.pipe();
        assertThat(captured.run(all.toArray(String[]::new))).as(captured.err()).isEqualTo(exitCode);
        return captured;
    }

    @Test
    void a_tool_gets_its_arguments_in_order_and_its_metrics_are_told() {
        var first = run(0, ".train", "lr=1e-3", "a.b=x y");
        assertThat(first.out()).isEqualTo("got lr=0.001 a.b=x y in mode  from \nloss=0.25\n");
        assertThat(first.err()).contains("metta: loss = 0.25", "metta: r ended with 0; all of it is in ");
        assertThat(folder.resolve("runs/r/jobs/r/stdout.log"))
                .hasContent(first.out().strip());
        assertThat(run(0, ".train").out())
                .as("the same name goes on")
                .contains("from " + folder + "/runs/r/checkpoints/last");
    }

    @Test
    void what_follows_it_runs_too() {
        var both = run(0, ".sweep_train");
        assertThat(both.out())
                .contains("got short=true in mode 1", "eval policy_uri=" + folder + "/runs/r/checkpoints\n");
        assertThat(both.err()).contains("oops\n", "metta: score = 0.5", "metta: r_eval ended with 0");
    }

    @Test
    void its_exit_code_is_the_commands() {
        run(7, ".fail");
    }

    @Test
    void everything_wrong_with_the_words_is_said_at_once() {
        assertThat(run(2, ".train", "x", "a=1", "a=2").err())
                .contains("arguments are KEY=VALUE, got 'x'", "'a' is there twice");
        assertThat(run(2, "").err()).contains("which tool? One of ", ".train, ", ".sweep_train");
        assertThat(run(3, ".nothing").err()).contains("has no tool 'nothing'");
    }

    @Test
    void where_there_is_one_tool_only_it_need_not_be_named() throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), "train: {command: [sh, -c, 'echo got $*', sh]}\n");
        assertThat(run(0, "", "lr=1").out()).isEqualTo("got lr=1\n");
    }

    @Test
    void a_dry_run_prints_the_command() {
        assertThat(run(0, ".fail", "--dry-run", "a=it's").out()).isEqualTo("sh -c 'exit 7' 'a=it'\\''s'\n");
    }
}
