package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import metta.sweep.SweepInfo;
import metta.sweep.config.Edit;
import metta.sweep.json.Json;
import metta.sweep.store.Stores;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sweep whose trials score the better the slower they are: 1 in 20 ms to 4 in 80 ms, of which 50 are allowed.
final class BoundsTest {
    @TempDir
    private Path folder;

    private String result = "";
    private String told = "";

    private Captured run(int exitCode, String... words) {
        return Captured.sweep(folder, exitCode, words);
    }

    @BeforeEach
    void setUp() throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), """
                train:
                  command:
                    - sh
                    - -c
                    - |
                      echo "{\\"step\\": 1, \\"score\\": $1, \\"latency.ms\\": $(($1 * 20)), \\"m<img onerror>\\": 7}" >>"$METTA_METRICS_FILE"
                      head -c 20000 /dev/zero >"$METTA_CHECKPOINT_DIR/c"
                    - x
                    - ${param.a}
                metric: score
                """);
        Files.writeString(folder.resolve("sweep.yaml"), """
                parameters: {a: {values: [1, 2, 3, 4]}}
                outcome_constraints: {latency.ms: {max: 30}}
                optimizer: grid
                budget: {max_trials: 4}
                execution: {max_parallel_jobs: 1}
                """);
        var started = start();
        result = started.out();
        told = started.err();
    }

    private Captured start() {
        return run(
                0,
                "start",
                folder.toString(),
                "--config",
                folder.resolve("sweep.yaml").toString(),
                "--name",
                "s",
                "--set",
                "outcome_constraints.latency.ms.max=50");
    }

    private void bound(String value) {
        assertThat(run(0, "edit", "s", "outcome_constraints.latency.ms.max=" + value)
                        .out())
                .contains(": edit: done");
    }

    @Test
    void the_best_is_the_best_of_those_within_and_others_are_counted() {
        assertThat(result)
                .contains("Run:    s_trial_0002", "Keeps:  latency.ms = 40 (at most 50)")
                .contains(
                        "2 of 4 trials keep all outcome constraints\nBeyond the outcome constraints, and so not the best:\n  latency.ms, at most 50: 2 trials beyond it\n");
        assertThat(run(0, "best", "s").out()).startsWith("s_trial_0002  score = 2, latency.ms = 40\n");
        assertThat(run(0, "analyze", "s").out()).contains("Top 2:").doesNotContain("s_trial_0004");
        assertThat(run(0, "status", "s").out()).contains("best score = 2 in s_trial_0002");
        assertThat(run(0, "list").out()).contains("score = 2");
        assertThat(Json.readTree(run(0, "status", "s", "--json").out()).get("best"))
                .isInstanceOfSatisfying(
                        Map.class,
                        best -> assertThat(best.get("scores")).isEqualTo(Map.of("score", 2.0, "latency.ms", 40.0)));
        assertThat(Json.readTree(run(0, "analyze", "s", "--json").out()).get("disqualified"))
                .isEqualTo(List.of(
                        Map.of("metric", "latency.ms", "side", "at_most", "limit", 50.0, "beyond", 2L, "unknown", 0L)));
    }

    @Test
    void a_trial_says_which_bound_it_is_beyond() {
        assertThat(run(0, "explain", "s", "4").out())
                .contains("s_trial_0004  completed, score 4")
                .contains("  cannot be the best: latency.ms is 80, at most 50 is wanted\n")
                .doesNotContain("keeps the outcome constraints");
        assertThat(run(0, "explain", "s", "2").out())
                .contains("  keeps the outcome constraints: latency.ms = 40 (at most 50)\n")
                .doesNotContain("cannot be the best");
        assertThat(told)
                .containsPattern("s_trial_0004 completed: score=4 latency.ms=80, beyond latency.ms\\n")
                .containsPattern("s_trial_0002 completed: score=2 latency.ms=40\\n");
        assertThat(Json.readTree(run(0, "explain", "s", "4", "--json").out()).get("breaches"))
                .isEqualTo(List.of(Map.of("metric", "latency.ms", "side", "at_most", "limit", 50.0, "value", 80.0)));
    }

    @Test
    void an_edit_judges_anew_and_where_none_is_within_the_nearest_is_named() {
        bound("60");
        assertThat(run(0, "best", "s").out()).startsWith("s_trial_0003  score = 3, latency.ms = 60\n");
        assertThat(start().out()).as("it goes by what is in force").contains("Run:    s_trial_0003");
        bound("10");
        assertThat(run(3, "best", "s").err())
                .contains("no trial of sweep s keeps its outcome constraints, and it has ended")
                .contains("the nearest is s_trial_0001: latency.ms is 20, at most 10 is wanted");
        assertThat(run(3, "best", "s", "--pareto").err()).contains("the nearest is s_trial_0001");
        assertThat(run(0, "analyze", "s").out())
                .contains("\nNo trial of sweep s keeps")
                .contains("at most 10: 4 trials beyond it");
        assertThat(run(1, "status", "s", "--exit-status").out())
                .contains(
                        "\nNo trial keeps the outcome constraints; the nearest is s_trial_0001: latency.ms is 20, at most")
                .doesNotContain("best score");
        bound("none");
        assertThat(run(0, "best", "s").out()).startsWith("s_trial_0004  score = 4\n");
        assertThat(run(0, "analyze", "s").out()).doesNotContain("constraints");
        assertThat(run(0, "status", "s").out()).doesNotContain("constraints");
    }

    @Test
    void a_metric_that_was_not_bounded_when_trials_ended_is_not_known_to_be_within() {
        assertThat(run(0, "edit", "s", "outcome_constraints.m<img onerror>.min=1")
                        .out())
                .contains(": edit: done");
        var none = run(3, "best", "s").err();
        assertThat(none).contains("no trial has a score and a known value of each of", "m<img onerror>");
        assertThat(run(0, "explain", "s", "1").out()).contains("m<img onerror> is not known, at least 1 is wanted");
        assertThat(run(0, "analyze", "s").out())
                .contains("Not known to keep the outcome constraints, and so not the best:")
                .contains("at least 1: 4 trials of which it is not known");
    }

    @Test
    void files_of_those_within_stay_and_of_others_where_there_are_too_few() {
        bound("30");
        run(0, "gc", "s", "--keep-best", "2", "--delete");
        assertThat(folder.resolve("s/s_trial_0001")).exists();
        assertThat(folder.resolve("s/s_trial_0002")).doesNotExist();
        assertThat(folder.resolve("s/s_trial_0003")).doesNotExist();
        assertThat(folder.resolve("s/s_trial_0004")).exists();
    }

    @Test
    void another_bound_is_another_search_which_is_refused_with_the_edit_that_makes_it() throws IOException {
        Files.writeString(folder.resolve("sweep.yaml"), """
                parameters: {a: {values: [1, 2, 3, 4]}}
                outcome_constraints: {latency.ms: {max: 70}}
                optimizer: grid
                budget: {max_trials: 4}
                execution: {max_parallel_jobs: 1}
                """);
        var config = folder.resolve("sweep.yaml").toString();
        assertThat(run(2, "start", folder.toString(), "--config", config, "--name", "s")
                        .err())
                .contains("outcome_constraints.latency.ms.max was 50.0, now 70.0")
                .contains("metta sweep edit s outcome_constraints.latency.ms.max=70.0");
    }

    @Test
    void a_bound_on_what_no_trial_reported_is_refused_where_trials_reported_anything() {
        assertThat(run(2, "edit", "s", "outcome_constraints.latency.max=40").err())
                .contains(
                        "no trial has reported 'latency'; did you mean 'latency.ms'? they reported score, latency.ms, ")
                .doesNotContain("\u001b");
        assertThat(run(2, "edit", "s", "outcome_constraints.recall.min=1").err())
                .contains("no trial has reported 'recall'; they reported score");
        assertThat(run(0, "status", "s", "--why").out()).doesNotContain("recall");
        var bare = SweepInfo.created("bare", Map.of("metric", "score"), Map.of(), 1, Samples.NOW);
        try (var store = Stores.inMemory()) {
            store.fetchSweepMetadata(bare);
            var edit = Edit.of(bare.config(), Map.of("outcome_constraints.latency.max", 40));
            assertThatCode(() -> new NewBounds(bare, edit).requireReported(store))
                    .as("nobody can know yet")
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void maps_of_bounds_are_no_edits() {
        for (var map : List.of("outcome_constraints={latency: {max: 50}}", "outcome_constraints.latency={max: 50}")) {
            assertThat(run(2, "edit", "s", map).err())
                    .contains("a bound is given by itself; give outcome_constraints.METRIC.max=VALUE or .min=VALUE;")
                    .doesNotContain("outcome_constraints.max");
        }
        assertThat(run(2, "edit", "s", "outcome_constraints=none").err())
                .contains("outcome_constraints.METRIC.max=none takes it away");
    }
}
