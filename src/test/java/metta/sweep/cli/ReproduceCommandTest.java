package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.Owner;
import metta.sweep.RunInfo;
import metta.sweep.config.StoreType;
import metta.sweep.provenance.GitFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs that are explained, and run again from what was kept of them.
final class ReproduceCommandTest {
    @TempDir
    private Path folder;

    private GitFolder work = new GitFolder(Path.of(""));

    private Captured run(int exitCode, String... words) {
        return Captured.sweep(work.root().resolve("sweeps"), exitCode, words);
    }

    /// A program whose score depends on its parameter, its seed and a file beside it that is not committed.
    @BeforeEach
    void sweep() throws Exception {
        work = GitFolder.in(folder.resolve("work"));
        work.write("train.sh", ". ./factor.sh\necho \"score=$(( $x * FACTOR + METTA_SEED % 7 ))\"\n");
        work.write("recipe.yaml", """
                name: t
                train: {command: [sh, train.sh], style: environment}
                metrics: {train: {stdout: key=value}}
                metric: {name: score}
                """);
        work.commitAll();
        work.write("factor.sh", "FACTOR=3\n");
        var config = work.write("sweep.yaml", """
                parameters: {x: {min: 1, max: 1000}}
                optimizer: {type: random}
                budget: {max_trials: 4}
                execution: {max_parallel_jobs: 2}
                """);
        run(0, "start", work.root().toString(), "--config", config.toString());
    }

    @Test
    void an_optimizer_that_is_asked_once_more_proposes_the_same() {
        assertThat(run(0, "explain", "t_trial_0003").out())
                .startsWith("t_trial_0003  completed, score ")
                .contains(
                        "random draw 3",
                        "asked once more with the same knowledge, the optimizer proposes the same configuration",
                        "launch training: trial 3 of 4",
                        "commit ",
                        "metta sweep reproduce t_trial_0003 runs it again");
        assertThat(run(0, "explain", "t", "3", "--json").out()).contains("\"asked_again\" : \"same\"");
    }

    @Test
    void a_configuration_that_the_optimizer_does_not_propose_is_found_out() {
        try (var store = new Folder(work.root().resolve("sweeps")).open(StoreType.SQLITE)) {
            var lease = store.lease("t");
            var me = new Owner("here", "boot", 1, Instant.EPOCH);
            var fence = new Fence("t", store.takeLease("t", lease.epoch(), me).epoch());
            Map<String, Object> another = Map.of(RunInfo.SUGGESTION, Map.of("x", 1001L));
            store.commit(fence, List.of(new Fact.UpdateRunSummary("t_trial_0003", another, Map.of())));
            store.releaseLease(fence);
        }
        assertThat(run(1, "explain", "t", "3").out())
                .contains("asked once more with the same knowledge, the optimizer proposes another configuration: x=");
        assertThat(run(0, "explain", "t", "2").out()).contains("proposes the same configuration");
    }

    @Test
    void a_program_that_changes_while_its_sweep_goes_on_is_told_of() throws IOException {
        work.write("factor.sh", "FACTOR=5\n");
        run(0, "extend", "t", "--trials", "2");
        var config = work.root().resolve("sweep.yaml").toString();
        assertThat(run(0, "start", work.root().toString(), "--config", config).err())
                .containsOnlyOnce("the program has changed: its files were changed since t_trial_0004");
        assertThat(run(0, "explain", "t", "5").out())
                .contains("program changed: its files were changed since t_trial_0004");
    }

    @Test
    void a_run_is_run_again_with_the_files_as_they_were() throws Exception {
        assertThat(run(0, "reproduce", "t_trial_0002").out()).endsWith(": the same\n");
        work.write("factor.sh", "FACTOR=5\n");
        var restored = run(0, "reproduce", "t", "2");
        assertThat(restored.out()).endsWith(": the same\n");
        assertThat(restored.err()).contains("the program's files have changed since; as they were they are in ");
        var now = run(1, "reproduce", "t", "2", "--here");
        assertThat(now.out()).endsWith(": another\n");
        assertThat(now.err()).contains("the program's files have changed since, and are taken as they are now");
    }

    @Test
    void what_is_run_again_changes_nothing_of_the_sweep() throws IOException {
        var before = run(0, "status", "t", "--json").out();
        run(0, "reproduce", "t", "2");
        assertThat(run(0, "status", "t", "--json").out()).isEqualTo(before);
        assertThat(work.root().resolve("sweeps/t/reproduced")).isDirectoryContaining("glob:**/t_trial_0002-*");
        run(0, "gc", "t", "--delete");
        assertThat(work.root().resolve("sweeps/t/reproduced")).doesNotExist();
    }

    /// Many programs name their folders after their run, and go on with what they find there.
    @Test
    void what_a_run_left_under_its_name_is_neither_found_nor_deleted() throws IOException {
        work.write("train.sh", """
                mkdir -p models/$METTA_RUN_ID
                ls models/$METTA_RUN_ID | grep -q old && echo score=-1 && exit
                echo x >models/$METTA_RUN_ID/old-$$
                echo "score=$x"
                """);
        work.write("recipe.yaml", """
                name: u
                train: {command: [sh, train.sh], style: environment}
                checkpoints: {path: "models/${run}", pattern: "old-*", keep: 1}
                metrics: {train: {stdout: key=value}}
                metric: {name: score}
                """);
        var config = work.root().resolve("sweep.yaml").toString();
        run(0, "start", work.root().toString(), "--config", config);
        var left = work.root().resolve("models/u_trial_0001");
        var before = names(left);
        assertThat(run(0, "reproduce", "u", "1").out()).endsWith(": the same\n");
        assertThat(names(left)).isEqualTo(before).hasSize(1);
    }

    private static List<String> names(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(Path::toString).sorted().toList();
        }
    }

    @Test
    void how_an_attempt_was_started_lies_beside_its_output() throws IOException {
        var file = work.root().resolve("sweeps/t/t_trial_0001/jobs/t_trial_0001/launch.json");
        assertThat(Files.readString(file))
                .contains("\"sh\", \"train.sh\"", "METTA_SEED", "\"METTA_TOKEN\" : \"(secret)\"");
    }

    @Test
    void a_run_that_there_is_not_is_said_to_be_none() {
        assertThat(run(3, "explain", "t_trial_0009").err())
                .contains("sweep t has no run t_trial_0009; it has 4 trials");
        assertThat(run(2, "reproduce", "t").err())
                .contains("which run of t? Name the trial's number too, as in `t 7`; metta sweep status t shows them");
        assertThat(run(2, "explain", "4").err())
                .contains("trial 4 of which sweep? Name that first, as in `arena 4`; metta sweep list shows them");
        assertThat(run(3, "reproduce", "nobody_trial_0001").err()).contains("nobody");
    }
}
