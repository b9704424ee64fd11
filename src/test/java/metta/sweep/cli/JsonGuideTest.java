package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import metta.sweep.config.StoreType;
import metta.sweep.docs.Page;
import metta.sweep.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the guide's page on JSON says of the documents, held against those of two trials, each with the
/// seeds 11 and 12, of which one trial fails.
final class JsonGuideTest {
    private static final Page GUIDE = Page.of("docs/guide/json.md");

    @TempDir
    private Path folder;

    private Map<String, Object> json(String... words) {
        var all = new ArrayList<>(List.of("sweep"));
        all.addAll(List.of(words));
        all.addAll(List.of("--json", "--dir", folder.resolve("sweeps").toString()));
        var captured = Captured.pipe();
        captured.run(all.toArray(String[]::new));
        assertThat(captured.out()).as(captured.err()).isNotEmpty();
        return Json.readTree("{\"it\": " + captured.out() + "}");
    }

    private Map<String, Object> started() throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), """
                train: {command: [sh, -c, 'test "$1" = --x=1 || { echo broke at 17; exit 3; }; echo "{\\"score\\": $METTA_SEED}" >"$METTA_RESULT_FILE"', x], style: --key=value}
                metric: score
                """);
        var config = Files.writeString(folder.resolve("sweep.yaml"), """
                parameters: {x: {values: [1, 2]}}
                optimizer: grid
                budget: {max_trials: 2, cpu_hours: 5}
                failures: {user_error: {retries: 1, then: infeasible}}
                seeds: [11, 12]
                execution: {max_parallel_jobs: 1}
                """);
        return object(json("start", folder.toString(), "--config", config.toString(), "--name", "s")
                .get("it"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    private static List<Map<String, Object>> objects(@Nullable Object value) {
        return ((List<?>) Objects.requireNonNull(value))
                .stream().map(JsonGuideTest::object).toList();
    }

    private static void assertKeys(Map<String, Object> tree, String... tables) {
        var keys = new ArrayList<String>();
        for (var table : tables) {
            GUIDE.table("key of " + table).forEach(row -> keys.add(Page.code(row.getFirst())));
        }
        assertThat(tree.keySet()).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void every_key_is_in_the_guide_and_always_there() throws IOException {
        var result = started();
        assertKeys(result, "a sweep", "analyze");
        assertThat(result.keySet())
                .isEqualTo(object(json("analyze", "s").get("it")).keySet());
        assertThat(objects(result.get("top"))).hasSize(1);
        var status = object(json("status", "s").get("it"));
        assertKeys(status, "a sweep", "status");
        var runs = objects(status.get("runs"));
        runs.forEach(run -> assertKeys(run, "a run"));
        var best = new ArrayList<>(List.of(status.get("best"), result.get("best")));
        best.addAll(objects(result.get("top")));
        for (var each : best) {
            var keys = object(each);
            keys.put("running", "is said of runs in status alone");
            assertKeys(keys, "a run", "the best");
        }
        assertThat(runs.getFirst()).containsEntry("seed", 11L).containsEntry("replicate", 1L);
        assertThat(runs.get(1)).containsEntry("seed", 12L).containsEntry("replicate", 2L);
        assertThat(String.valueOf(runs.getLast().get("problem"))).isEqualTo("user_error exit 3: broke at 17");
        var failures = objects(result.get("failures"));
        failures.forEach(failure -> assertKeys(failure, "a failure"));
        assertThat(failures).hasSize(1);
        assertThat(failures.getFirst())
                .containsEntry("trials", 1L)
                .containsEntry("attempts", 2L)
                .containsEntry("message", "broke at 17");
        assertThat(status).containsEntry("controller", null).containsEntry("decisions", null);
        assertThat(objects(object(json("status", "s", "--why").get("it")).get("decisions")))
                .isNotEmpty()
                .allSatisfy(decision -> assertThat(decision).containsOnlyKeys("subject", "decision", "reason", "at"));
        objects(json("list").get("it")).forEach(each -> assertKeys(each, "a sweep", "list"));
        var validated = json("validate", folder.resolve("sweep.yaml").toString());
        objects(validated.get("it")).forEach(each -> assertKeys(each, "validate"));
        var alone = object(json("best", "s").get("it"));
        assertThat(alone).containsEntry("front", null);
        alone.put("running", "is said of runs in status alone");
        assertKeys(alone, "a run", "the best", "best");
        var explained = object(json("explain", "s", "1").get("it"));
        explained.put("running", "is said of runs in status alone");
        assertKeys(explained, "a run", "explain");
        assertThat(object(explained.get("proposed")))
                .containsOnlyKeys("first", "count", "observed", "pending", "edits");
        assertThat(objects(explained.get("attempts")))
                .allSatisfy(each -> assertThat(each).containsOnlyKeys("job", "started_at", "ended_at", "outcome"));
    }

    @Test
    void a_sweep_that_runs_says_how_far_its_jobs_are() throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), "train: {command: [\"true\"]}\nmetric: score\n");
        var config = Files.writeString(
                folder.resolve("sweep.yaml"),
                "parameters: {x: {min: 0.0, max: 1.0}}\nbudget: {money: 3, time: 1h}\nprices: {node: 2}\n");
        HalfWay.leave(new Folder(folder.resolve("sweeps")), StoreType.SQLITE, folder.resolve("recipe.yaml"), config);
        var status = object(json("status").get("it"));
        assertKeys(status, "a sweep", "status");
        assertThat(object(status.get("controller")))
                .containsOnlyKeys("state", "host", "pid", "since", "moved_to", "go_on")
                .containsEntry("state", "unknown");
        assertThat(object(status.get("budget"))).containsOnlyKeys("time", "cpu_hours", "gpu_hours", "money");
        assertThat(object(object(status.get("budget")).get("money"))).containsEntry("limit", 3.0);
        assertThat(object(object(status.get("budget")).get("gpu_hours"))).containsEntry("limit", null);
        assertThat(status.get("elapsed_seconds")).isInstanceOf(Double.class);
        assertThat(status.get("to_go_seconds")).isInstanceOf(Double.class);
        var running = object(objects(status.get("runs")).getLast().get("running"));
        assertThat(running)
                .containsOnlyKeys("job", "started_at", "seconds", "step", "metric")
                .containsEntry("step", 1000L)
                .containsEntry("metric", 0.5);
        assertThat(objects(status.get("runs")).getFirst()).containsEntry("running", null);
        assertKeys(objects(json("list").get("it")).getFirst(), "a sweep", "list");
    }
}
