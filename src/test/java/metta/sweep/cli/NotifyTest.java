package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole sweeps that tell people of themselves.
final class NotifyTest {
    private static final String TELL =
            "[sh, -c, 'echo $METTA_EVENT $METTA_TROUBLE $METTA_STATE $METTA_BEST >>FOLDER/told; cat >>FOLDER/documents']";

    @TempDir
    private Path folder;

    private Captured run(int exitCode, String... words) {
        var all = new ArrayList<>(List.of("sweep"));
        all.addAll(List.of(words));
        all.addAll(List.of("--dir", folder.resolve("sweeps").toString()));
        var captured = Captured.pipe();
        assertThat(captured.run(all.toArray(String[]::new)))
                .as(captured.err() + captured.out())
                .isEqualTo(exitCode);
        return captured;
    }

    private Captured start(int exitCode, String script, String notify) throws IOException {
        Files.writeString(
                folder.resolve("recipe.yaml"), "train: {command: [sh, -c, '%s'], style: none}\n".formatted(script));
        var config = Files.writeString(
                folder.resolve("sweep.yaml"),
                "{metric: score, parameters: {x: [1, 2, 3]}, budget: {max_trials: 3}, execution: {max_parallel_jobs: 1}%s}\n"
                        .formatted(notify.replace("FOLDER", folder.toString())));
        return run(exitCode, "start", folder.toString(), "-c", config.toString(), "--name", "n");
    }

    private List<String> told() throws IOException {
        return Files.readAllLines(folder.resolve("told"));
    }

    @Test
    void the_end_of_a_sweep_is_told_once_however_often_it_is_started() throws IOException {
        var program = "echo {\\\"score\\\": 0.5} >$METTA_RESULT_FILE";
        start(0, program, ", notify: " + TELL);
        assertThat(told()).containsExactly("end finished 0.5");
        assertThat(start(0, program, ", notify: " + TELL).err()).contains("It had ended before");
        assertThat(told()).hasSize(1);
        assertThat(run(0, "status", "n", "--why").out()).contains("n:end:", "notified: ");
    }

    @Test
    void one_who_is_to_be_told_later_is_told_by_the_next_start() throws IOException {
        var program = "echo {\\\"score\\\": 0.5} >$METTA_RESULT_FILE";
        start(0, program, "");
        run(0, "edit", "n", "notify.command=touch," + folder.resolve("told"), "notify.on=end");
        assertThat(folder.resolve("told")).doesNotExist();
        start(0, program, "");
        assertThat(folder.resolve("told")).exists();
        assertThat(start(0, program, "").err()).contains("It had ended before");
    }

    @Test
    void a_program_that_is_not_there_is_a_warning_at_the_start_and_named_at_the_end() throws IOException {
        var program = "echo {\\\"score\\\": 0.5} >$METTA_RESULT_FILE";
        var none = "there is no program 'nosuchprog' on the PATH";
        assertThat(start(0, program, ", notify: [nosuchprog], hooks: {job_dispatch: [./nohook]}")
                        .err())
                .contains("metta: notify: " + none + "; nobody will be told\n")
                .contains("metta: hooks.job_dispatch: there is no program './nohook'\n")
                .contains("the command under `notify` could tell nobody that sweep n has ended: it cannot be started: "
                        + none + "\n");
    }

    @Test
    void a_line_in_the_place_of_a_list_is_told_with_what_to_write() throws IOException {
        assertThat(start(2, "true", ", notify: echo it's done").err())
                .contains("notify: must be a list, got the text 'echo it's done'; write [sh, -c, 'echo it''s done']");
    }

    @Test
    void a_sweep_that_cannot_succeed_is_trouble_for_one_who_wants_to_know_of_no_end() throws IOException {
        var failing = start(1, "echo broken >&2; exit 3", ", notify: {on: trouble, command: " + TELL + "}");
        assertThat(told()).containsExactly("trouble failing failed");
        assertThat(Files.readString(folder.resolve("documents"))).contains("the first 3 runs all failed the same way");
        assertThat(failing.err()).doesNotContain("could tell nobody");
    }
}
