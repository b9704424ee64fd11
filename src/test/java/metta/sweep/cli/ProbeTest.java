package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.Resources;
import metta.sweep.RunInfo;
import metta.sweep.config.Budget;
import metta.sweep.config.OptimizerType;
import metta.sweep.config.Replicates;
import metta.sweep.config.StoreType;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.json.Json;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Forecasts by trials that are run for them, with real jobs that take no time.
final class ProbeTest {
    private static final String GOOD = "echo '{\"score\": 1}' >>\"$METTA_METRICS_FILE\"; echo . >>%s/runs";

    @TempDir
    private Path folder;

    private Path sweeps = Path.of("");

    @BeforeEach
    void setUp() {
        sweeps = folder.resolve("sweeps");
    }

    private Captured forecast(String script, String... more) throws IOException {
        var recipe = folder.resolve("recipe.yaml");
        var command = Json.write(List.of("sh", "-c", script));
        Files.writeString(recipe, "name: mine\ntrain: {command: %s, style: none}\nmetric: score\n".formatted(command));
        var words = new ArrayList<>(List.of("sweep", "start", recipe.toString(), "--dir", sweeps.toString()));
        words.addAll(List.of("--grid", "x=1,2,3,4,5,6", "--parallel", "2"));
        words.addAll(Arrays.asList(more));
        var captured = Captured.pipe();
        captured.run(words.toArray(String[]::new));
        return captured;
    }

    private int runs() throws IOException {
        return Files.readAllLines(folder.resolve("runs")).size();
    }

    @Test
    void a_probe_runs_trials_of_its_own_and_leaves_nothing_but_the_forecast() throws IOException {
        var captured = forecast(GOOD.formatted(folder), "--dry-run", "--probe");
        assertThat(captured.out())
                .startsWith("Forecast for mine, by 3 runs of mine-probe; nothing else was started.\n")
                .contains("trials              6          6          6\n")
                .containsPattern("\n  time +0:0\\d +0:0\\d +0:0\\d\n  cpu time +0:0\\d ");
        assertThat(captured.err())
                .contains("metta: running 3 trials of mine for a probe, as mine-probe in " + sweeps)
                .contains("metta: the probe ran 3 trials in 0:0", "; its folder is removed\n");
        assertThat(runs()).isEqualTo(3);
        assertThat(sweeps).doesNotExist();
    }

    @Test
    void a_probe_says_what_its_jobs_used_and_what_should_therefore_stand_in_the_sweep() throws IOException {
        var people = forecast(GOOD.formatted(folder), "--dry-run", "--probe", "1");
        assertThat(people.out())
                .contains("Used by 1 trial of the probe on this machine:\n", "  training ", " CPUs busy, ")
                .contains("Suggested by that, for sweep.yaml:\n", "    max_parallel_jobs: ", "    job_timeout: 1m  # ");
        var programs = Json.readTree(forecast(GOOD.formatted(folder), "--dry-run", "--probe", "2", "--json")
                .out());
        assertThat(programs).extractingByKey("used").asString().contains("trials=2", "jobs=2");
        assertThat(programs).extractingByKey("suggested").asString().contains("execution.max_parallel_jobs");
    }

    @Test
    void what_cannot_be_read_of_what_a_job_used_costs_no_forecast() throws IOException {
        var script = GOOD.formatted(folder)
                + "; cd \"$(dirname \"$METTA_METRICS_FILE\")\" && rm -f samples.jsonl && mkdir samples.jsonl";
        var captured = forecast(script, "--dry-run", "--probe", "2");
        assertThat(captured.out()).as(captured.err()).startsWith("Forecast for mine, by 2 runs of mine-probe;");
        assertThat(captured.err())
                .contains("metta: what mine-probe_trial_0001 used is not known: cannot read " + sweeps)
                .contains("samples.jsonl: ", "; the forecast goes without it\n")
                .contains("its folder is removed");
        assertThat(sweeps).doesNotExist();
    }

    @Test
    void runs_that_failed_are_named_and_tell_nothing_alone() throws IOException {
        forecast("exit 3", "--trials", "2");
        assertThat(forecast("exit 3", "--dry-run").err())
                .contains("no sweep here has a run of it that came to a result. Nothing was started");
        var half = "mkdir %1$s/once || exit 3; ".formatted(folder) + GOOD.formatted(folder);
        forecast(half, "--trials", "2", "--name", "half");
        assertThat(forecast(half, "--dry-run", "--name", "next").out())
                .startsWith("Forecast for next, by 2 runs of half, 1 of which failed; nothing was started.\n");
    }

    @Test
    void without_a_probe_nothing_is_suggested() throws IOException {
        forecast(GOOD.formatted(folder), "--trials", "1");
        assertThat(Json.readTree(forecast(GOOD.formatted(folder), "--trials", "1", "--dry-run", "--json")
                        .out()))
                .containsEntry("used", null)
                .containsEntry("suggested", null);
    }

    @Test
    void a_probe_has_as_many_trials_as_asked_for_and_no_more_than_the_sweep() throws IOException {
        var two = forecast(GOOD.formatted(folder), "--dry-run", "--probe", "2", "--json");
        assertThat(Json.readTree(two.out()))
                .containsEntry("sweep", "mine")
                .containsEntry("by", "mine-probe")
                .containsEntry("runs", 2L)
                .containsKey("probe_seconds");
        assertThat(runs()).isEqualTo(2);
        forecast(GOOD.formatted(folder), "--probe=7", "--dry-run");
        assertThat(runs()).isEqualTo(2 + 6);
    }

    @Test
    void the_budget_that_a_sweep_has_been_given_since_is_the_one_that_counts() throws IOException {
        var config = Files.writeString(folder.resolve("sweep.yaml"), "budget: {cpu_hours: 1000}\n");
        var start = List.of("--config", config.toString(), "--trials", "2");
        assertThat(forecast(GOOD.formatted(folder), start.toArray(String[]::new))
                        .err())
                .contains("[2/2]");
        var edit = Captured.pipe();
        edit.run("sweep", "edit", "mine", "budget.max_trials=6", "budget.cpu_hours=1e-9", "--dir", sweeps.toString());
        assertThat(edit.out()).contains("mine: edit: done");
        var words = new ArrayList<>(start);
        words.add("--dry-run");
        assertThat(forecast(GOOD.formatted(folder), words.toArray(String[]::new))
                        .out())
                .startsWith("Forecast for mine, by 2 runs of mine;")
                .contains("nothing is left to do")
                .doesNotContain("p50");
    }

    @Test
    void what_runs_is_still_to_come() throws IOException {
        forecast(GOOD.formatted(folder), "--trials", "2");
        Captured.pipe().run("sweep", "edit", "mine", "budget.max_trials=6", "--dir", sweeps.toString());
        try (var store = new Folder(sweeps).open(StoreType.SQLITE)) {
            var epoch = store.lease("mine").epoch();
            store.takeLease("mine", epoch, Samples.owner(1));
            var run = RunInfo.id("mine", 3);
            var job = new JobDefinition(
                    JobId.training(run), "mine", "token", Map.of(), Map.of(), Resources.DEFAULT, 1, Samples.NOW);
            store.commit(
                    new Fence("mine", epoch + 1),
                    List.of(
                            new Fact.InitRun(run, 3, false, Map.of(), Samples.NOW),
                            new Fact.RecordJob(job),
                            new Fact.JobSubmitted(job.id(), "handle", Samples.NOW),
                            new Fact.JobStarted(job.id(), Samples.NOW)));
        }
        assertThat(forecast(GOOD.formatted(folder), "--trials", "2", "--dry-run")
                        .out())
                .as("three that are not begun, and the one that runs")
                .containsPattern("trials +4 +4 +4");
    }

    @Test
    void what_is_impossible_here_is_not_forecast() throws IOException {
        var config = Files.writeString(folder.resolve("sweep.yaml"), "resources: {nodes: 2}\n");
        var captured = forecast(GOOD.formatted(folder), "--config", config.toString(), "--dry-run", "--probe");
        assertThat(captured.err()).contains("nodes");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void a_job_of_more_cpus_than_there_are_is_run_with_a_word() throws IOException {
        var config = Files.writeString(folder.resolve("sweep.yaml"), "resources: {cpus: 100000}\n");
        assertThat(forecast(GOOD.formatted(folder), "--config", config.toString(), "--trials", "1")
                        .err())
                .contains("a job asks for 100000 CPUs, but this machine has ", "[1/1]");
    }

    @Test
    void nothing_is_forecast_for_a_sweep_that_reached_its_target() throws IOException {
        var config = Files.writeString(folder.resolve("sweep.yaml"), "budget: {target: -1e9}\n");
        assertThat(forecast(GOOD.formatted(folder), "--config", config.toString(), "--trials", "6")
                        .err())
                .contains("target");
        assertThat(forecast(GOOD.formatted(folder), "--config", config.toString(), "--trials", "6", "--dry-run")
                        .out())
                .contains("nothing is left to do")
                .doesNotContain("p50");
    }

    @Test
    void further_seeds_are_left_out_of_a_probe() throws IOException {
        var config = Files.writeString(folder.resolve("sweep.yaml"), "seeds: 3\n");
        var captured = forecast(GOOD.formatted(folder), "--config", config.toString(), "--dry-run", "--probe", "2");
        assertThat(captured.err()).contains("the probe ran 2 trials in ");
        assertThat(runs()).isEqualTo(2);
    }

    @Test
    void a_recipe_may_follow_the_option() {
        var captured = Captured.pipe();
        captured.run("sweep", "start", "--dry-run", "--probe", "nowhere", "--grid", "x=1");
        assertThat(captured.err()).contains("unknown recipe 'nowhere'");
    }

    @Test
    void a_probe_is_asked_for_with_a_dry_run_and_at_least_one_trial() throws IOException {
        assertThat(forecast("true", "--probe").err()).contains("--probe goes with --dry-run");
        assertThat(forecast("true", "--dry-run", "--probe", "0").err()).contains("--probe must be at least 1, got 0");
        assertThat(sweeps).doesNotExist();
    }

    @Test
    void where_nothing_is_known_the_probe_is_named() throws IOException {
        assertThat(forecast("true", "--dry-run").err())
                .contains(
                        "no sweep here has a run of it that came to a result. Nothing was started; with --dry-run --probe a few trials");
    }

    @Test
    void the_probe_of_a_sweep_that_was_begun_forecasts_what_is_left() throws IOException {
        assertThat(forecast(GOOD.formatted(folder), "--trials", "2").err()).contains("[2/2]");
        var captured = forecast(GOOD.formatted(folder), "--trials", "2", "--dry-run", "--probe", "1");
        assertThat(captured.out()).contains("by 1 run of mine-probe").doesNotContainPattern("trials +[1-9]");
        var list = Captured.pipe();
        list.run("sweep", "list", "--dir", sweeps.toString());
        assertThat(list.out()).contains("mine ").doesNotContain("probe");
        try (var left = Files.list(sweeps)) {
            assertThat(left.map(each -> each.getFileName().toString())).noneMatch(each -> each.startsWith(".probe"));
        }
    }

    @Test
    void what_failed_in_a_probe_can_be_read_until_the_next_one() throws IOException {
        var failing = forecast("echo broken >&2; exit 3", "--dry-run", "--probe");
        assertThat(failing.out()).isEmpty();
        var place = sweeps.resolve(".probe-mine");
        assertThat(failing.err())
                .contains("metta: nothing can be forecast for mine: no run of the probe came to a result")
                .contains("more: metta sweep logs mine-probe mine-probe_trial_0001 --dir " + place)
                .contains("its folder is kept because some failed, until the next probe");
        var logs = Captured.pipe();
        logs.run("sweep", "logs", "mine-probe", "1", "--dir", place.toString());
        assertThat(logs.out()).contains("broken");
        var list = Captured.pipe();
        list.run("sweep", "list", "--dir", sweeps.toString());
        assertThat(list.out()).isEmpty();

        assertThat(forecast(GOOD.formatted(folder), "--dry-run", "--probe", "1").out())
                .contains("by 1 run of");
        assertThat(place).doesNotExist();
    }

    @Test
    void what_was_left_of_a_probe_whose_removal_was_interrupted_is_removed_by_the_next() throws IOException {
        Files.createDirectories(sweeps.resolve(".probe-mine.removed/mine-probe/deep"));
        Files.createDirectories(sweeps.resolve(".probe-mine/mine-probe"));
        assertThat(forecast(GOOD.formatted(folder), "--dry-run", "--probe", "1").out())
                .contains("by 1 run of");
        assertThat(sweeps).isEmptyDirectory();
    }

    @Test
    void one_probe_of_a_sweep_is_under_way_at_a_time() throws IOException {
        var place = ProbeFolder.of(Folder.at(sweeps), "mine");
        try (var _ = place.lock("mine")) {
            var captured = forecast(GOOD.formatted(folder), "--dry-run", "--probe");
            assertThat(captured.err()).contains("a probe of mine is under way in " + place.path());
        }
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void a_probe_is_the_sweep_but_for_what_it_would_tell_others_and_how_long_it_goes_on() {
        var config = SweepConfigReader.parse("sweep.yaml", """
                name: big
                recipe: arena
                metric: score
                parameters: {x: {values: [1, 2, 3]}}
                optimizer: {type: grid}
                budget: {max_trials: 40, time: 2h, cpu_hours: 8, target: 0.5, plateau: {trials: 9}}
                execution: {max_parallel_jobs: 4, max_concurrent_evals: 3}
                resources: {cpus: 2, gpus: 1}
                replicates: {seeds: 3}
                seed: 17
                store: postgresql://me@host/sweeps
                hooks: {job_dispatch: [notify-send, begun]}
                """);
        var order = Orders.place(config, Optional.empty(), Optional.of("n".repeat(100)));
        var probe = Probe.probe(order, 5);
        assertThat(probe.sweepId()).isEqualTo("n".repeat(94) + "-probe");
        assertThat(probe.recipe()).isEqualTo(order.recipe());
        assertThat(probe.config().hooks()).isEmpty();
        assertThat(probe.config().replicates()).isEqualTo(Replicates.NONE);
        assertThat(probe.config().optimizer().type()).isEqualTo(OptimizerType.RANDOM);
        assertThat(probe.config().store()).isEqualTo(StoreType.FILE);
        assertThat(probe.config().seed()).isEqualTo(17);
        assertThat(probe.config().resources()).isEqualTo(config.resources());
        assertThat(probe.config().execution().maxParallelJobs()).isEqualTo(4);
        assertThat(probe.config().execution().maxConcurrentEvals()).isEqualTo(3);
        var budget = config.budget();
        assertThat(probe.config().budget())
                .isEqualTo(new Budget(
                        5,
                        budget.time(),
                        budget.cpuHours(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }
}
