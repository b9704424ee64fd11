package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import metta.sweep.config.StoreType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Commands from another terminal, with a controller that runs the sweep and without one.
final class SteeringIT {
    @TempDir
    private Path folder;

    private Metta metta;
    private List<String> start = List.of();

    @BeforeEach
    void setUp() {
        metta = new Metta(folder);
    }

    /// Trials wait for a file that is named after them, or for one that lets all of them go.
    private void describe(StoreType store) throws IOException {
        var home = metta.recipe("long", """
                until [ -e "$METTA_RUN_DIR/../go" ] || [ -e "$METTA_RUN_DIR/go" ]; do sleep 0.05; done
                [ -e "$METTA_RUN_DIR/../broken" ] && exit 3
                echo '{"score": 1}' >>"$METTA_METRICS_FILE"
                """);
        var config = metta.file("sweep.yaml", """
                name: long
                parameters: {x: {min: 0.0, max: 1.0}}
                budget: {max_trials: 3}
                store: %s
                """.formatted(store.word()));
        start = List.of("start", home.toString(), "--config", config.toString());
    }

    private Metta.Running start() throws IOException {
        return metta.start(start.toArray(String[]::new));
    }

    private void touch(String name) throws IOException {
        Files.createFile(metta.sweeps().resolve("long").resolve(name));
    }

    private void ask(String... args) throws IOException, InterruptedException {
        var asked = metta.run(args);
        assertThat(asked.exitCode()).as(asked.err()).isZero();
        assertThat(asked.out()).containsPattern(": done(: .*)?\n$");
    }

    private String status(int trial) throws IOException, InterruptedException {
        return String.valueOf(metta.runs("long").get(trial - 1).get("status"));
    }

    @ParameterizedTest
    @EnumSource(StoreType.class)
    void a_sweep_is_steered_while_a_controller_runs_it_and_while_none_does(StoreType store) throws Exception {
        describe(store);
        var first = start();
        Metta.await("the first trial runs", () -> metta.startedJobs("long").contains("long_trial_0001"));
        ask("pause", "long", "--reason", "lunch");
        touch("long_trial_0001/go");
        Metta.await("the first trial is told to be over", () -> first.err().contains("long_trial_0001 completed"));
        assertThat(metta.run("status", "long").out()).contains("paused");
        assertThat(metta.startedJobs("long")).containsExactly("long_trial_0001");
        ask("edit", "long", "budget.max_trials=2");
        first.process().destroyForcibly().waitFor();

        ask("resume", "long");
        assertThat(metta.startedJobs("long")).as("nobody runs it").containsExactly("long_trial_0001");
        touch("broken");
        touch("go");
        assertThat(start().end().err()).contains("[2/2]", "long_trial_0002 failed");

        Files.delete(metta.sweeps().resolve("long/broken"));
        ask("trial", "retry", "long", "2", "--reason", "mended");
        ask("extend", "long", "--trials", "1");
        var again = start().end();
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(metta.startedJobs("long"))
                .containsExactlyInAnyOrder(
                        "long_trial_0001", "long_trial_0002", "long_trial_0002.try2", "long_trial_0003");
        assertThat(status(2)).isEqualTo("COMPLETED");

        ask("trial", "invalidate", "long", "long_trial_0003");
        assertThat(metta.run("status", "long", "--json").json()).containsEntry("trials", 3L);
        assertThat(status(3)).isEqualTo("INVALIDATED");
        var why = metta.run("status", "long", "--why").out();
        assertThat(why).contains("command 1: pause: asked by ", ": lunch", "command 2: edit", "command 6: invalidate");
    }

    @ParameterizedTest
    @EnumSource(StoreType.class)
    void what_cannot_be_is_refused_with_its_reason(StoreType store) throws Exception {
        describe(store);
        Files.createDirectories(metta.sweeps().resolve("long"));
        touch("go");
        assertThat(start().end().exitCode()).isZero();
        var refused = metta.run("pause", "long");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err()).contains("long: refused to pause: it has ended\n");
        var nonsense = metta.run("edit", "long", "budget.max_trials=0");
        assertThat(nonsense.exitCode()).isEqualTo(2);
        assertThat(nonsense.err()).isEqualTo("metta: budget.max_trials: must be at least 1, got 0\n");
        assertThat(metta.run("trial", "retry", "long", "9").err())
                .contains("sweep long has no run long_trial_0009; it has ");
        assertThat(metta.run("status", "long", "--json").json())
                .containsEntry("state", "finished")
                .doesNotContainEntry("controller", Map.of());
    }

    @ParameterizedTest
    @EnumSource(StoreType.class)
    void a_dry_run_forecasts_by_the_runs_there_were_and_starts_nothing(StoreType store) throws Exception {
        describe(store);
        var unknown = metta.run(dryRun());
        assertThat(unknown.exitCode()).isEqualTo(3);
        assertThat(unknown.err()).contains("nothing is known yet of how long a run of long takes");
        assertThat(metta.sweeps()).doesNotExist();
        Files.createDirectories(metta.sweeps().resolve("long"));
        touch("go");
        assertThat(start().end().exitCode()).isZero();
        var forecast = metta.run(dryRun("--name", "other", "--trials", "9", "--json"));
        assertThat(forecast.exitCode()).as(forecast.err()).isZero();
        assertThat(forecast.json())
                .containsEntry("by", "long")
                .containsEntry("runs", 3L)
                .containsEntry("trials", Map.of("p10", 9.0, "p50", 9.0, "p90", 9.0));
        assertThat(metta.run("list").out()).contains("long").doesNotContain("other");
    }

    private String[] dryRun(String... more) {
        return Stream.concat(Stream.concat(start.stream(), Stream.of("--dry-run")), Stream.of(more))
                .toArray(String[]::new);
    }

    @Test
    void a_bound_that_is_edited_while_a_controller_runs_says_which_trial_is_the_best() throws Exception {
        var home = metta.recipe("long", """
                n=${METTA_RUN_DIR##*_trial_000}
                if [ "$n" = 3 ]; then until [ -e "$METTA_RUN_DIR/go" ]; do sleep 0.05; done; fi
                echo "{\\"score\\": $n, \\"latency_ms\\": $((n * 20))}" >>"$METTA_METRICS_FILE"
                """);
        var config = metta.file("sweep.yaml", """
                name: long
                parameters: {x: {min: 0.0, max: 1.0}}
                outcome_constraints: {latency_ms: {max: 30}}
                budget: {max_trials: 3}
                """);
        var controller = metta.start("start", home.toString(), "--config", config.toString());
        Metta.await("two trials have ended", () -> controller.err().contains("long_trial_0002 completed"));
        assertThat(metta.run("best", "long").out()).startsWith("long_trial_0001  score = 1, latency_ms = 20");
        ask("edit", "long", "outcome_constraints.latency_ms.max=50");
        assertThat(metta.run("best", "long").out()).startsWith("long_trial_0002  score = 2, latency_ms = 40");
        touch("long_trial_0003/go");
        var ended = controller.end();
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("Run:    long_trial_0002", "latency_ms, at most 50: 1 trial beyond it");
        ask("edit", "long", "outcome_constraints.latency_ms.max=10");
        var none = metta.run("best", "long");
        assertThat(none.exitCode()).isEqualTo(3);
        assertThat(none.err()).contains("the nearest is long_trial_0001: latency_ms is 20, at most 10 is wanted");
    }
}
