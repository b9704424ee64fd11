package metta.sweep.cli;

import static metta.sweep.cli.Placing.place;
import static metta.sweep.cli.Placing.recipe;
import static metta.sweep.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DifferencesTest {
    private static final String CONFIG =
            "{metric: score, parameters: {x: {min: 0.0, max: 1.0}, y: [1, 2]}, budget: {max_trials: 5}}";

    private static final Differences SAME = new Differences(List.of(), List.of(), List.of());

    @TempDir
    private Path folder;

    private static SweepInfo stored(Order order) {
        var tree = Json.readTree(Json.write(order.config().toTree()));
        var recipe = Json.readTree(Json.write(order.recipe().toTree()));
        return SweepInfo.created("mine", tree, recipe, order.config().seed(), NOW);
    }

    private static void assertRefused(Order first, Order second, String message) {
        assertThatThrownBy(() -> Differences.between(stored(first), second).requireSameSearch("mine", " --dir d"))
                .isInstanceOfSatisfying(
                        SweepException.class, e -> assertThat(e.exit()).isEqualTo(SweepException.Exit.USAGE))
                .hasMessage(message);
    }

    private static void assertGoesOn(Order first, Order second) {
        assertThat(Differences.between(stored(first), second)).isEqualTo(SAME);
    }

    @Test
    void the_same_order_goes_on() {
        var order = place(CONFIG, "arena");
        assertThat(Differences.between(stored(order), place(CONFIG, "arena"))).isEqualTo(SAME);
        assertThat(Orders.recall(stored(order))).isEqualTo(order);
    }

    @Test
    void bounds_of_metrics_are_told_and_edited_one_by_one() {
        var bounded = "{metric: score, parameters: {x: {min: 0.0, max: 1.0}}, outcome_constraints: {%s}}";
        assertRefused(
                place(bounded.formatted("a.b: {max: 5}, c: {min: 1}"), "arena"),
                place(bounded.formatted("a.b: {max: 5, min: 2}, \"d\\e[1m\": {max: 3}"), "arena"),
                """
                sweep mine was started with another configuration:
                  outcome_constraints.a.b.min was not there, now 2.0
                  outcome_constraints.c.min was 1.0, now not there
                  outcome_constraints.d\ufffd[1m.max was not there, now 3.0
                Go on with that one, start a new sweep with --name, or change this one: metta sweep edit mine outcome_constraints.a.b.min=2.0 outcome_constraints.c.min=none 'outcome_constraints.d\u001b[1m.max=3.0' --dir d""");
        var none = "{metric: score, parameters: {x: {min: 0.0, max: 1.0}}}";
        assertThat(Differences.between(stored(place(none, "arena")), place(bounded.formatted("c: {max: 3}"), "arena"))
                        .edit())
                .containsExactly("outcome_constraints.c.max=3.0");
    }

    @Test
    void every_difference_is_named_with_what_it_was_and_is() {
        assertRefused(
                place(CONFIG, "arena"),
                place(
                        "{metric: score, parameters: {x: {min: 0.0, max: 2.0}, y: [1, 3]}, budget: {max_trials: 5, time: 1h}}",
                        "arena"),
                """
                sweep mine was started with another configuration:
                  budget.time was not there, now 3600
                  parameters.x.max was 1.0, now 2.0
                  parameters.y.values was [1,2], now [1,3]
                Go on with that one, start a new sweep with --name, or change this one: metta sweep edit mine budget.time=3600 parameters.x.max=2.0 parameters.y.values=1,3 --dir d""");
    }

    @Test
    void another_order_of_parameters_is_another_configuration() {
        var turned = "{metric: score, parameters: {y: [1, 2], x: {min: 0.0, max: 1.0}}, budget: {max_trials: 5}}";
        assertRefused(
                place(CONFIG, "arena"),
                place(turned, "arena"),
                "sweep mine was started with another configuration:\n  the order of parameters was x, y, now y, x\n"
                        + "Go on with that one, or start a new sweep with --name");
    }

    @Test
    void another_recipe_is_refused() throws IOException {
        var hello = recipe(folder, "hello", "train: {command: [sh, train.sh]}");
        var other = recipe(folder, "other", "train: {command: [sh, train.sh, --fast]}");
        assertRefused(place(CONFIG, hello), place(CONFIG, other), """
                sweep mine was started with another configuration:
                  recipe.name was "hello", now "other"
                  recipe.train.command was ["sh","train.sh"], now ["sh","train.sh","--fast"]
                Go on with that one, or start a new sweep with --name""");
    }

    @Test
    void a_recipe_that_was_moved_is_the_same() throws IOException {
        var here = recipe(folder, "here", "{name: hello, train: {command: [sh, train.sh]}}");
        var there = recipe(folder, "there", "{name: hello, train: {command: [sh, train.sh]}}");
        assertThat(Differences.between(stored(place(CONFIG, here)), place(CONFIG, there)))
                .isEqualTo(SAME);
    }

    @Test
    void a_setting_that_an_older_program_did_not_know_has_its_default() {
        var order = place(CONFIG, "arena");
        var now = stored(order);
        var older = new LinkedHashMap<>(now.config());
        older.remove("hooks");
        older.put("execution", Map.of("max_parallel_jobs", 1L));
        var then = SweepInfo.created("mine", older, now.recipe(), now.seed(), NOW);
        assertThat(Differences.between(then, order)).isEqualTo(SAME);
    }

    /// A store that was written before recipes had tools, forms of truth values, checkpoints and files of settings.
    @Test
    void a_sweep_of_a_recipe_as_it_was_stored_before_there_were_tools_goes_on() throws IOException {
        var home = recipe(folder, "r", """
                train: {command: [sh, train.sh], args: {run: "${run}"}}
                evaluate: {command: [sh, evaluate.sh]}
                tools: {sweep_train: {from: train, sweep_mode: true, then: evaluate}}
                metric: score
                """);
        var older = Json.readTree("""
                {"home": "%s", "recipe": {"name": "r", "directory": "", "environment": {},
                 "train": {"command": ["sh", "train.sh"], "style": "key=value", "args": {"run": "${run}"}},
                 "evaluate": {"command": ["sh", "evaluate.sh"], "style": "key=value",
                              "args": {"policy_uri": "${policy_uri}"}},
                 "metrics": {"train": [], "evaluate": []},
                 "metric": {"name": "score", "goal": "maximize", "aggregate": "last"}}}
                """.formatted(home));
        var config = Json.readTree("""
                {"metrics": [{"name": "score", "goal": "maximize", "aggregate": "last"}],
                 "parameters": {"x": {"distribution": "uniform", "min": 0.0, "max": 1.0, "mean": 0.5, "scale": "auto"},
                                "y": {"values": [1, 2]}},
                 "optimizer": {"type": "random"}, "scheduler": {"type": "parallel"},
                 "budget": {"max_trials": 5}, "resources": {"cpus": 1, "gpus": 0, "nodes": 1},
                 "evaluation": {"overrides": {}}, "execution": {"max_parallel_jobs": 1, "max_concurrent_evals": 1},
                 "seed": 0, "store": "sqlite", "hooks": {}}
                """);
        var then = SweepInfo.created("mine", config, older, 0, NOW);
        var order = place(CONFIG.replace("metric: score", "metric: score, optimizer: random"), home);
        assertThat(Differences.between(then, order)).isEqualTo(SAME);
        assertThat(Orders.recall(then)).isEqualTo(order);
    }

    @Test
    void how_jobs_are_run_may_change_and_is_told_in_one_line() {
        var now = place(
                CONFIG.replaceFirst(
                        "\\}$",
                        ", execution: {max_parallel_jobs: 2, job_timeout: 60}, failures: {timeout: stop},"
                                + " hooks: {job_dispatch: [sh, x]}}"),
                "arena");
        var differences = Differences.between(stored(place(CONFIG, "arena")), now);
        assertThat(differences.ofScience()).isEmpty();
        assertThat(differences.news())
                .contains("from now on other than it was started with: execution.job_timeout was not there, now 60;"
                        + " execution.max_concurrent_evals was 1, now 2; execution.max_parallel_jobs was 1, now 2;"
                        + " failures.timeout.then was \"infeasible\", now \"stop\";"
                        + " hooks.job_dispatch was not there, now [\"sh\",\"x\"]");
    }

    @Test
    void a_mean_that_somebody_wrote_is_a_difference() {
        var ranges = "{metric: score, parameters: {x: {min: 0.0, max: 1.0%s}}}";
        assertRefused(place(ranges.formatted(""), "arena"), place(ranges.formatted(", mean: 0.25"), "arena"), """
                sweep mine was started with another configuration:
                  parameters.x.mean was not there, now 0.25
                Go on with that one, start a new sweep with --name, or change this one: metta sweep edit mine parameters.x.mean=0.25 --dir d""");
        assertGoesOn(place(ranges.formatted(""), "arena"), place(ranges.formatted(", mean: 0.5"), "arena"));
    }

    @Test
    void every_kind_of_parameter_can_be_compared() {
        var all = "{metric: score, parameters: {a: {distribution: log_normal, min: 1.0e-4, max: 1.0e-2},"
                + " b: {distribution: logit_normal, min: 0.1, max: 0.9}, c: {min: 0.0, max: 1.0, step: 0.1},"
                + " d: {min: 1, max: 9}, e: {min: 1, max: 9, log: true}, f: {min: 0, max: 8, step: 2},"
                + " g: {distribution: uniform_pow2, min: 2, max: 64}, h: [1, x, true], i: 3, j: {min: 1.0, max: 9.0, log: true, scale: time},"
                + " k: {distribution: log_normal, min: 1.0e-4, max: 1.0e-2, mean: 1.0e-3, scale: 2.0}}}";
        assertGoesOn(place(all, "arena"), place(all, "arena"));
    }
}
