package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trials that are run with several seeds, by the example that the guide shows, and with a controller that is killed.
final class ReplicatesIT {
    private static final Path EXAMPLE = Path.of("examples/noisy.yaml");
    private static final String REPLICATES = "replicates: {seeds: 2, of: top 2}";
    private static final String MEAN = "-?[0-9.e-]+ ± [0-9.e-]+ \\(2 seeds\\)";

    @TempDir
    private Path folder;

    private Metta metta;

    @BeforeEach
    void setUp() {
        metta = new Metta(folder);
    }

    private void sweep(Path config, int trials) throws IOException, InterruptedException {
        var ended = metta.run("start", "noisy", "--config", config.toString(), "--name", "it", "--trials", "" + trials);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
    }

    /// The example with another line in the place of its replicates.
    private Path example(String instead) throws IOException {
        var text = Metta.read(EXAMPLE);
        assertThat(text).contains(REPLICATES);
        return metta.file("sweep.yaml", text.replace(REPLICATES, instead));
    }

    /// What each run found in METTA_SEED, as it has said itself.
    private Map<String, Long> seeds() {
        return metta.startedJobs("it").stream()
                .collect(Collectors.toMap(Function.identity(), this::seed, Math::min, TreeMap::new));
    }

    private long seed(String run) {
        var said = Metta.read(metta.sweeps().resolve("it/%s/jobs/%s/stdout.log".formatted(run, run)));
        assertThat(said).startsWith("seed ");
        return Long.parseLong(said.strip().substring("seed ".length()));
    }

    @Test
    void the_best_are_run_again_and_told_with_their_mean_and_its_error() throws Exception {
        sweep(EXAMPLE, 6);
        var status = metta.run("status", "it");
        assertThat(status.out()).containsPattern("best score = " + MEAN + " in it_trial_000[1-6]: x=");
        assertThat(metta.run("analyze", "it").out())
                .containsPattern("Score: +-?[0-9.e-]+ ± [0-9.e-]+ \\(score, 2 seeds\\)")
                .containsPattern("mean of 2 seeds and its standard error; 95% interval -?[0-9.e-]+ to [0-9.e-]+\n");
        var json = metta.run("analyze", "it", "--json").json();
        assertThat(json).containsEntry("trials", 6L).containsEntry("replicates", 2L);
        assertThat(String.valueOf(json.get("best"))).contains("seeds=2", "standard_errors={score=", "interval_95=[");
        assertThat(seeds()).hasSize(8);
        assertThat(seeds().values()).doesNotHaveDuplicates();
    }

    @Test
    void every_trial_is_run_with_two_seeds_of_its_own() throws Exception {
        sweep(example("seeds: 2"), 2);
        assertThat(metta.run("status", "it").out()).containsPattern("best score = " + MEAN);
        assertThat(seeds())
                .containsOnlyKeys("it_trial_0001", "it_trial_0001_seed_2", "it_trial_0002", "it_trial_0002_seed_2");
        assertThat(seeds().values()).doesNotHaveDuplicates();
    }

    @Test
    void every_trial_is_run_with_the_seeds_that_are_listed() throws Exception {
        sweep(example("seeds: [11, 0]"), 2);
        assertThat(seeds())
                .isEqualTo(Map.of(
                        "it_trial_0001", 11L,
                        "it_trial_0001_seed_2", 0L,
                        "it_trial_0002", 11L,
                        "it_trial_0002_seed_2", 0L));
        assertThat(metta.run("analyze", "it").out()).contains("mean of 2 seeds and its standard error");
    }

    /// The first replicate runs when the controller is killed; the second is begun by its successor.
    @Test
    void a_controller_that_is_killed_among_replicates_starts_each_once_with_the_seed_it_was_to_have() throws Exception {
        var recipe = metta.recipe("it", """
                x=$(sed -n 's/.*"x": \\([0-9]*\\).*/\\1/p' "$METTA_PARAMS_FILE")
                echo "$METTA_RUN_ID $METTA_SEED" >>"$METTA_RUN_DIR/../ledger"
                case $METTA_RUN_ID in
                *_seed_2) until [ -e "$METTA_RUN_DIR/../go" ]; do sleep 0.05; done ;;
                esac
                echo "{\\"score\\": $x}" >>"$METTA_METRICS_FILE"
                """);
        var config = metta.file("killed.yaml", """
                {parameters: {x: {values: [1, 3, 2]}}, optimizer: grid, budget: {max_trials: 3},
                 seeds: [11], replicates: {seeds: 2, of: top 2}}
                """);
        String[] start = {"start", recipe.toString(), "--config", config.toString(), "--json"};
        var ledger = metta.sweeps().resolve("it/ledger");
        var first = metta.start(start);
        Metta.await(
                "a replicate runs",
                () -> Files.exists(ledger) && Metta.read(ledger).contains("it_trial_0002_seed_2 "));
        first.process().destroyForcibly().waitFor();
        Files.createFile(metta.sweeps().resolve("it/go"));

        var result = metta.run(start);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.json()).containsEntry("trials", 3L).containsEntry("replicates", 2L);
        var said = Metta.read(ledger).lines().toList();
        assertThat(said).hasSize(5).filteredOn(line -> line.endsWith(" 11")).hasSize(3);
        var replicas = said.stream().filter(line -> line.contains("_seed_2 ")).toList();
        assertThat(replicas)
                .extracting(line -> line.replaceFirst(" .*", ""))
                .containsExactly("it_trial_0002_seed_2", "it_trial_0003_seed_2");
        assertThat(replicas)
                .extracting(line -> line.replaceFirst(".* ", ""))
                .as("the further seed is common to both, too")
                .containsOnly(replicas.getFirst().replaceFirst(".* ", ""))
                .doesNotContain("11");
        assertThat(metta.runs("it"))
                .hasSize(5)
                .allSatisfy(run -> assertThat(run).containsEntry("status", "COMPLETED"));
    }
}
