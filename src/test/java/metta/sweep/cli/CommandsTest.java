package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole commands, in this process, with real jobs of a recipe that takes no time.
final class CommandsTest {
    private static final String FAILING = """
            name: failing
            train: {command: [sh, -c, 'printf "\\033[31mno such\\nfile \\"%s\\"\\n" "$(echo "$METTA_SEED" | tr 0-9 a-j)" >&2; exit 3'], style: none}
            """;

    @TempDir
    private Path folder;

    private String recipe(String text) throws IOException {
        return Files.writeString(folder.resolve("recipe.yaml"), text).toString();
    }

    /// What starts a sweep of four trials.
    private String[] start(String name, String recipe) throws IOException {
        return "sweep start %s --grid x=1,2,3,4 --parallel 1 --name %s --dir %s"
                .formatted(recipe(recipe), name, dir())
                .split(" ");
    }

    private String dir() {
        return folder.resolve("sweeps").toString();
    }

    @ParameterizedTest
    @CsvSource({
        "sweep analyze ghost, 3, no sweep",
        "sweep analyze --top 0, 2, --top must be at least 1",
        "sweep analyze --top -3, 2, --top must be at least 1",
        "sweep logs ghost --lines -1, 2, --lines must be at least 0",
        "sweep start nowhere --grid x=1, 3, unknown recipe 'nowhere'",
        "sweep start nowhere.yaml, 3, nowhere.yaml: there is no such file",
        "sweep start examples/arena.yaml, 2, 'arena.yaml:4:1: this looks like a sweep.yaml: give it with --config'",
        "sweep start -c examples/hello/recipe.yaml, 2, this looks like a recipe.yaml",
        "sweep start hello, 2, what is to be tried?",
        "sweep start arena --trials x, 2, option '--trials': 'x' is not a whole number",
        "sweep start arena --trials 9999999999, 2, is too large a number",
        "sweep stop, 2, metta: Missing required parameter: 'SWEEP'",
        "sweep stop, 2, See: metta sweep stop --help",
        "sweep strat, 2, 'metta: there is no command ''sweep strat''; did you mean ''start''?'",
        "sweep, 2, which command?",
        "status, 2, did you mean `metta sweep status`?",
        "start arena --grid x=1, 2, did you mean `metta sweep start arena --grid x=1`?",
        "stop x, 2, there is no command 'stop'; did you mean `metta sweep stop x`?",
        "list --help, 2, did you mean `metta sweep list --help`?",
        "help logs, 2, did you mean `metta sweep logs --help`?",
        "analyze -V, 2, did you mean `metta sweep analyze -V`?",
        "--frobnicate, 2, frobnicate"
    })
    void what_cannot_be_done_has_its_exit_code_and_says_why(String command, int exit, String message) {
        var captured = Captured.pipe();
        var words = (command + (command.startsWith("sweep ") ? " --dir " + dir() : "")).split(" ");
        assertThat(captured.run(words)).as(captured.err()).isEqualTo(exit);
        assertThat(captured.err()).contains(message).doesNotContain("bug in metta");
        assertThat(captured.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "help, Usage: metta [",
        "help sweep, Usage: metta sweep [",
        "help sweep start, Usage: metta sweep start [",
        "sweep help, Usage: metta sweep [",
        "sweep help start, Usage: metta sweep start [",
        "sweep --version, metta ",
        "sweep start -V, metta ",
        "--debug sweep list -V, metta "
    })
    void help_and_the_version_are_told_wherever_they_are_asked_for(String command, String beginning) {
        var captured = Captured.pipe();
        assertThat(captured.run(command.split(" "))).as(captured.err()).isZero();
        assertThat(captured.out()).startsWith(beginning);
        assertThat(captured.err()).isEmpty();
    }

    @Test
    void the_list_shows_how_far_sweeps_are_and_their_best() throws IOException {
        var good = start("good", """
                train: {command: [sh, -c, 'echo "{\\"eval/score\\": $1}" >"$METTA_RESULT_FILE"', x, "${seed}"], style: none}
                metric: eval/score
                """);
        var trial = Captured.pipe();
        assertThat(trial.run(good)).as(trial.err()).isZero();
        var list = Captured.pipe();
        assertThat(list.run("sweep", "list", "--dir", dir())).as(list.err()).isZero();
        assertThat(list.out().lines().toList())
                .hasSize(2)
                .first()
                .asString()
                .matches("sweep +state +trials +started +best");
        assertThat(list.out().lines().toList().getLast())
                .matches("good +finished +4/4 +\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ +score = [-0-9.e+]+");
        var json = Captured.pipe();
        assertThat(json.run("sweep", "list", "--json", "--dir", dir())).isZero();
        assertThat(json.out()).contains("\"trials\" : 4", "\"ended\" : 4", "\"run\" : \"good_trial_000");
    }

    @Test
    void one_sweep_that_cannot_be_read_hides_no_other() throws IOException {
        var recipe = """
                train: {command: [sh, -c, 'echo "{\\"score\\": 1}" >"$METTA_RESULT_FILE"'], style: none}
                metric: score
                """;
        for (var name : new String[] {"bad", "good"}) {
            var start = Captured.pipe();
            assertThat(start.run((String.join(" ", start(name, recipe)) + " --store file").split(" ")))
                    .as(start.err())
                    .isZero();
            var log = folder.resolve("sweeps/bad/changes.jsonl");
            Files.writeString(log, Files.readString(log).replaceFirst("\"seed\"", "\"sead\""));
        }
        for (var command : new String[] {"status good", "analyze good", "stop good", "logs good", "list", "status"}) {
            var captured = Captured.pipe();
            assertThat(captured.run(("sweep " + command + " --dir " + dir()).split(" ")))
                    .as(captured.err())
                    .isZero();
            assertThat(captured.out()).contains(command.startsWith("logs") ? "" : "good");
            assertThat(captured.err().contains("sweep bad is left out")).isEqualTo(!command.contains(" good"));
        }
    }

    @Test
    void a_run_that_was_stopped_early_is_marked_wherever_its_score_is_shown() throws IOException {
        var config = Files.writeString(folder.resolve("sweep.yaml"), """
                metric: score
                parameters: {x: 1}
                budget: {max_trials: 2, time: 1}
                execution: {max_parallel_jobs: 1, stop_grace: 5}
                """);
        var recipe = recipe("""
                train: {command: [sh, -c, 'echo "{\\"score\\": 1}" >>"$METTA_METRICS_FILE"; exec sleep 600'], style: none}
                """);
        var trial = Captured.pipe();
        assertThat(trial.run("sweep", "start", recipe, "-c", config.toString(), "--name", "cut", "--dir", dir()))
                .as(trial.err())
                .isZero();
        assertThat(trial.err())
                .contains("[1/2] cut_trial_0001 stopped at score=1\n")
                .doesNotContain("completed");
        assertThat(trial.out()).contains("  Score:  1 (score) (stopped early)\n");
        var logs = Captured.pipe();
        assertThat(logs.run("sweep", "logs", "cut", "1", "--dir", dir())).isZero();
        assertThat(logs.out()).contains(" (wrote nothing)\n").hasLineCount(1);
        for (var command : new String[] {"status", "list", "analyze"}) {
            var look = Captured.pipe();
            assertThat(look.run("sweep", command, "--dir", dir())).isZero();
            assertThat(look.out()).as(command).contains("(stopped early)");
        }
    }

    @Test
    void a_program_that_is_not_there_costs_neither_runs_nor_the_name() throws IOException {
        var refused = Captured.pipe();
        var words = start("typo", "{train: {command: [pyton3, train.py]}, metric: score}");
        assertThat(refused.run(words)).isEqualTo(2);
        assertThat(refused.err().lines())
                .containsExactly(
                        "metta: train: there is no program 'pyton3' on the PATH",
                        "Nothing was started. Install it, or name it otherwise in the recipe");
        assertThat(folder.resolve("sweeps")).doesNotExist();
        var script = "exec /bin/sh -c 'echo {\\\"score\\\":1} >$METTA_RESULT_FILE'\n";
        var program = Files.writeString(folder.resolve("mine"), "#!/bin/sh\n" + script);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        var good = start("typo", "{train: {command: ./mine, style: none}, metric: score}");
        assertThat(Captured.pipe().run(good)).isZero();
        Files.delete(program);
        var later = Captured.pipe();
        assertThat(later.run(good)).as("the result of a sweep that has ended").isZero();
        assertThat(later.out()).startsWith("Best result:");
    }

    @Test
    void what_a_program_said_when_it_failed_moves_no_cursor() throws IOException {
        var mute = Captured.pipe();
        assertThat(mute.run(start("bad", FAILING))).as(mute.err()).isEqualTo(2);
        assertThat(mute.err()).contains("which metric?");
        var words = start("bad", FAILING + "metric: {name: score}\n");
        var failing = Captured.pipe();
        assertThat(failing.run(words)).as(failing.err()).isEqualTo(1);
        assertThat(failing.err()).contains("the first 3 runs all failed the same way: user error, exit 3: ");
        var status = Captured.pipe();
        assertThat(status.run("sweep", "status", "bad", "--why", "--dir", dir()))
                .isZero();
        assertThat(status.out())
                .contains("failed: the first 3 runs all failed", "launch training")
                .containsPattern("(?m)^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ  bad_trial_0001");
        var analysis = Captured.pipe();
        assertThat(analysis.run("sweep", "analyze", "bad", "--dir", dir())).isZero();
        assertThat(analysis.out())
                .startsWith("Sweep bad failed: the first 3 runs all failed")
                .contains("; 3 of 4 trials ended, 3 failed\n")
                .contains("  3 trials  user error, exit 3");
        for (var text : new String[] {failing.out(), failing.err(), status.out(), status.err(), analysis.out()}) {
            assertThat(text).doesNotContain("\u001b", "no such\nfile");
        }
        var again = Captured.pipe();
        assertThat(again.run(words)).as("the same command again").isEqualTo(1);
        var stop = Captured.pipe();
        assertThat(stop.run("sweep", "stop", "bad", "--dir", dir())).isZero();
        assertThat(stop.out()).startsWith("Sweep bad failed: the first 3 runs").doesNotContain("\u001b");
    }

    @Test
    void what_a_list_of_commands_says_of_each_is_one_whole_sentence() {
        var commands = new ArrayDeque<>(List.of(Main.commands(Captured.pipe().terminal)));
        while (!commands.isEmpty()) {
            var command = commands.remove();
            commands.addAll(command.getSubcommands().values());
            assertThat(command.getCommandSpec().usageMessage().description()[0])
                    .as(command.getCommandSpec().qualifiedName())
                    .matches("[A-Z].{10,105}\\.");
        }
    }
}
