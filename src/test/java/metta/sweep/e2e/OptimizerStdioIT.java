package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The optimizers' service, asked by a real Python with the client of this project.
final class OptimizerStdioIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final String SCRIPT = """
            import sys
            sys.path.insert(0, "clients/python")
            from metta_optimizer import Optimizer, OptimizerError

            space = [
                {"name": "x", "type": "float", "low": -1, "high": 1},
                {"name": "kind", "type": "categorical", "choices": ["a", "b"]},
                {"name": "n", "type": "int", "low": 1, "high": 100, "log": True,
                 "condition": {"param": "kind", "values": ["b"]}},
            ]
            with Optimizer(space, type=sys.argv[1], seed=3, budget=30, metta="./metta") as optimizer:
                flying = [optimizer.ask() for _ in range(3)]
                for number in range(27):
                    trial = flying.pop(number % 3)
                    assert -1 <= trial.params["x"] <= 1
                    assert ("n" in trial.params) == (trial.params["kind"] == "b"), trial
                    value = float("nan") if number == 5 else trial.params["x"] ** 2
                    optimizer.tell(trial.id, value, cost=1.5)
                    flying.append(optimizer.ask())
                optimizer.tell_of({"x": 0.25, "kind": "a"}, 0.0625)
                try:
                    optimizer.tell(1, 2.0)
                except OptimizerError as e:
                    print(e)
                print("asked", flying[-1].id, "of", optimizer.version)
            """;

    /// With settings, a budget of costs, and what an earlier study taught.
    private static final String INFORMED = """
            import sys
            sys.path.insert(0, "clients/python")
            from metta_optimizer import Optimizer

            space = [{"name": "x", "type": "float", "low": 0, "high": 1}]
            known = dict(type="gp", budget=20, cost_budget=30, weight=0.5, metta="./metta")
            with Optimizer(space, settings={"cost_aware": "budget", "prune": True}, **known) as optimizer:
                for i in range(10):
                    optimizer.tell_of_earlier("before", {"x": i / 10}, 100 * (i / 10 - 0.3) ** 2)
                for _ in range(2):
                    trial = optimizer.ask()
                    optimizer.tell(trial.id, (trial.params["x"] - 0.3) ** 2, cost=1 + trial.params["x"])
                print(optimizer.ask().reason)
            """;

    @Test
    void a_python_program_says_what_it_knows() throws Exception {
        assertThat(run(List.of("python3", "-c", INFORMED), ""))
                .contains("by its cost to the power of 0.9")
                .contains("and earlier sweeps");
    }

    @Test
    void what_a_python_program_does_wrong_is_told_clearly() throws Exception {
        var words = List.of("python3", "-B", "-m", "unittest", "discover", "clients/python");
        assertThat(run(words, "")).containsPattern("Ran [2-9]\\d tests").endsWith("OK\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"auto", "random", "sobol", "lhs", "tpe", "gp", "mogp", "cmaes", "protein", "nsga2", "nsga3", "de"
            })
    void a_python_program_asks_and_tells(String type) throws Exception {
        assertThat(run(List.of("python3", "-c", SCRIPT, type), ""))
                .contains("trial 1 has been told of already\n")
                .containsPattern("asked 30 of metta \\d");
    }

    @Test
    void what_is_no_message_is_said_to_be_none_and_the_next_one_is_answered() throws Exception {
        assertThat(run(List.of("./metta", "optimizer-stdio", "--type", "sobol"), "{\n\n[1]\n{\"op\":\"ask\"}\n")
                        .lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).startsWith("{\"error\":\""));
    }

    @Test
    void a_setting_of_the_optimizer_is_taken_from_the_command_line() throws Exception {
        var words = new ArrayList<>(List.of("./metta", "optimizer-stdio", "--type", "protein"));
        words.addAll(List.of("--set", "seed_with_search_center=false"));
        var space = "{\"op\":\"init\",\"space\":[{\"name\":\"x\",\"type\":\"float\",\"low\":0,\"high\":1}]}";
        assertThat(run(words, space + "\n{\"op\":\"ask\"}\n")).contains("random draw around the centre");
    }

    @Test
    void what_makes_a_trial_worth_it_is_one() throws Exception {
        var words = List.of("./metta", "optimizer-stdio", "--type", "gp", "--set", "acquisition=thompson");
        var input = new StringBuilder("{\"op\":\"init\",\"space\":["
                + "{\"name\":\"x\",\"type\":\"float\",\"low\":0,\"high\":1}],\"budget\":20}\n");
        for (int i = 0; i < 5; i++) {
            input.append("{\"op\":\"tell\",\"params\":{\"x\":0.%d},\"values\":[%d]}\n".formatted(i, i));
        }
        assertThat(run(words, input + "{\"op\":\"ask\"}\n")).contains("best point of a drawn function");
    }

    @Test
    void texts_come_back_as_they_were_whatever_language_the_machine_speaks() throws Exception {
        var words = List.of("env", "LC_ALL=C", "./metta", "optimizer-stdio", "--type", "random");
        var space = "{\"op\":\"init\",\"space\":[{\"name\":\"λ\",\"type\":\"categorical\",\"choices\":[\"é\"]}]}";
        assertThat(run(words, space + "\n{\"op\":\"ask\"}\n")).contains("\"params\":{\"λ\":\"é\"}");
    }

    @Test
    void settings_that_the_study_cannot_have_are_told_at_its_beginning() throws Exception {
        var words = new ArrayList<>(List.of("./metta", "optimizer-stdio", "--type", "mogp"));
        words.addAll(List.of("--set", "scalarization=linear", "--set", "weights.value2=3"));
        var space =
                "{\"op\":\"init\",\"space\":[{\"name\":\"x\",\"type\":\"float\",\"low\":0,\"high\":1}],\"objectives\":%d}\n";
        assertThat(run(words, space.formatted(2) + space.formatted(3)).lines())
                .satisfiesExactly(
                        two -> assertThat(two).contains("unknown metric 'value2'"),
                        three -> assertThat(three).contains("\"ok\":true"));
    }

    private static String run(List<String> words, String input) throws IOException, InterruptedException {
        var process = new ProcessBuilder(words)
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .start();
        try (var to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
