package metta.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.Ordered;
import metta.sweep.Program;
import metta.sweep.Resources;
import metta.sweep.RunInfo;
import metta.sweep.SweepException;
import metta.sweep.Workspace;
import metta.sweep.json.Json;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecipeProgramTest {
    private static final JobId TRAINING = JobId.training("r");

    @TempDir
    Path folder;

    private Program program(String recipe) throws IOException {
        return program(recipe, Set.of());
    }

    private Program program(String recipe, Set<String> wanted) throws IOException {
        var file = Files.writeString(folder.resolve("recipe.yaml"), recipe);
        return Recipes.program(Recipes.load(file), workspace(), Map.of("METTA_PYTHON", "py"), wanted, warning -> {});
    }

    private Workspace workspace() {
        return new Workspace(folder.resolve("s"));
    }

    private static JobDefinition job(JobId id, Map<String, Object> args, Map<String, Object> overrides) {
        return new JobDefinition(id, "s", "t", args, overrides, Resources.DEFAULT, 7, Samples.NOW);
    }

    private static JobDefinition job(JobId id) {
        return job(id, Map.of(), Map.of());
    }

    @Test
    void arguments_keep_their_order_and_reach_the_program_as_they_are() throws IOException {
        var launch = program("""
                        train:
                          command: ["${python}", train.py, "$(touch x)"]
                          args: {run: "${run}", data_dir: "${run_dir}/train", seed: "${seed}"}
                        """).launch(job(TRAINING, Map.of(), Samples.values()));
        assertThat(launch.arguments())
                .containsExactly(
                        "py",
                        "train.py",
                        "$(touch x)",
                        "run=r",
                        "data_dir=" + folder.resolve("s/r/train"),
                        "seed=7",
                        "trainer.optimizer.learning_rate=1.0e-10",
                        "batch=1099511627776",
                        "act=re\"lu\n'\u2603../$(touch x)",
                        "flag=true");
        assertThat(launch.directory()).isEqualTo(folder.toAbsolutePath());
    }

    @Test
    void a_hyperparameter_takes_the_place_of_an_argument_of_its_name() throws IOException {
        var overrides = new LinkedHashMap<String, Object>();
        overrides.put("lr", 0.5);
        overrides.put("seed", 3L);
        var launch = program(
                        "train: {command: 'x a ${args} z', style: '--key value', args: {seed: '${seed}', run: r, w: 1}}")
                .launch(job(TRAINING, Map.of("w", -2L), overrides));
        assertThat(launch.arguments())
                .containsExactly("x", "a", "--run", "r", "--w=-2", "--lr", "0.5", "--seed", "3", "z");
    }

    @Test
    void a_program_by_path_is_meant_from_the_recipes_folder() throws IOException {
        var launch = program("train: {command: ./bin/../train}\ndirectory: ${run_dir}/work")
                .launch(job(TRAINING));
        assertThat(launch.arguments()).containsExactly(folder.resolve("train").toString());
        assertThat(launch.directory()).isEqualTo(folder.resolve("s/r/work")).isDirectory();
    }

    @Test
    void parameters_are_in_the_file_in_their_order_and_kinds() throws IOException {
        var launch = program("train: {command: x, style: none}")
                .launch(job(TRAINING, Map.of("policy_uri", "p"), Samples.values()));
        assertThat(launch.arguments()).containsExactly("x");
        var file = Path.of(launch.environment().getOrDefault("METTA_PARAMS_FILE", ""));
        var expected = new LinkedHashMap<String, Object>(Map.of("policy_uri", "p"));
        expected.putAll(Samples.values());
        assertThat(Json.readTree(Files.readString(file))).containsExactlyEntriesOf(expected);
        assertThat(Files.readString(file)).contains("\n  \"trainer.optimizer.learning_rate\": 1.0e-10,\n");
        try (var files = Files.list(workspace().attempt(TRAINING))) {
            assertThat(files).containsExactlyInAnyOrder(file, workspace().launch(TRAINING));
        }
    }

    @Test
    void the_environment_tells_the_program_who_it_is_and_where_things_go() throws IOException {
        var environment = program("train: {command: x}\nenvironment: {A: '${run}', PYTHONUNBUFFERED: '0'}")
                .launch(job(TRAINING))
                .environment();
        var attempt = folder.resolve("s/r/jobs/r");
        assertThat(environment)
                .containsOnly(
                        Map.entry("PYTHONUNBUFFERED", "0"),
                        Map.entry("A", "r"),
                        Map.entry("METTA_SWEEP_ID", "s"),
                        Map.entry("METTA_RUN_ID", "r"),
                        Map.entry("METTA_RUN_DIR", folder.resolve("s/r").toString()),
                        Map.entry("METTA_SEED", "7"),
                        Map.entry("METTA_ATTEMPT", "1"),
                        Map.entry("METTA_LEG", "0"),
                        Map.entry("METTA_JOB", "r"),
                        Map.entry("METTA_TOKEN", "t"),
                        Map.entry(
                                "METTA_PARAMS_FILE",
                                attempt.resolve("params.json").toString()),
                        Map.entry(
                                "METTA_METRICS_FILE",
                                attempt.resolve("metrics.jsonl").toString()),
                        Map.entry(
                                "METTA_RESULT_FILE",
                                attempt.resolve("result.json").toString()),
                        Map.entry(
                                "METTA_CHECKPOINT_DIR",
                                folder.resolve("s/r/checkpoints").toString()));
    }

    @Test
    void a_later_attempt_or_leg_resumes_from_the_newest_whole_checkpoint() throws IOException {
        var program = program("train: {command: x}");
        var second = TRAINING.nextAttempt();
        assertThat(program.launch(job(second)).environment()).doesNotContainKey("METTA_RESUME_FROM");
        var checkpoints = workspace().checkpoints("r");
        Files.writeString(checkpoints.resolve("v3.tmp"), "");
        Files.writeString(checkpoints.resolve(".v4"), "");
        assertThat(program.launch(job(second)).environment()).doesNotContainKey("METTA_RESUME_FROM");
        var newest = Files.createDirectory(checkpoints.resolve("v1"));
        var older = Files.writeString(checkpoints.resolve("v2"), "");
        Files.setLastModifiedTime(older, FileTime.from(Instant.EPOCH));
        assertThat(program.launch(job(second)).environment()).containsEntry("METTA_RESUME_FROM", newest.toString());
        assertThat(program.launch(job(new JobId("r", TRAINING.type(), 1, 1))).environment())
                .containsKey("METTA_RESUME_FROM");
        assertThat(program.launch(job(TRAINING)).environment()).doesNotContainKey("METTA_RESUME_FROM");
    }

    @Test
    void a_recipe_may_say_where_checkpoints_are_and_how_one_is_resumed() throws IOException {
        var program = program("""
                train: {command: x, style: '--key=value', args: {run: '${run}'}}
                evaluate: {command: y}
                checkpoints:
                  path: "${run_dir}/out"
                  pattern: "*.pt"
                  resume_args: {resume: "${checkpoint}", epoch: 3}
                """);
        var second = job(TRAINING.nextAttempt());
        assertThat(program.launch(second).arguments()).containsExactly("x", "--run=r");
        var checkpoint = Files.createDirectories(folder.resolve("s/r/out")).resolve("last.pt");
        Files.writeString(checkpoint, "");
        Files.writeString(checkpoint.resolveSibling("log.txt"), "");
        assertThat(program.launch(job(TRAINING)).arguments()).containsExactly("x", "--run=r");
        assertThat(program.launch(second).arguments())
                .containsExactly("x", "--run=r", "--resume=" + checkpoint, "--epoch=3");
        assertThat(program.launch(second).environment()).containsEntry("METTA_RESUME_FROM", checkpoint.toString());
        var evaluation = job(JobId.evaluation("r"));
        assertThat(program.launch(evaluation).arguments())
                .containsExactly("y", "policy_uri=" + folder.resolve("s/r/out"));
    }

    @Test
    void of_a_training_that_is_over_so_many_checkpoints_are_left_as_the_recipe_says() throws IOException {
        var program = program("{train: {command: x}, evaluate: {command: y}, checkpoints: {pattern: 'v*', keep: 1}}");
        program.launch(job(TRAINING));
        for (int i = 1; i <= 3; i++) {
            var file = Files.writeString(workspace().checkpoints("r").resolve("v" + i), "");
            Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(i)));
        }
        program.read(job(JobId.evaluation("r")), "", true);
        program.read(job(TRAINING), "", false);
        assertThat(workspace().checkpoints("r").resolve("v1")).exists();
        program.read(job(TRAINING), "", true);
        try (var left = Files.list(workspace().checkpoints("r"))) {
            assertThat(left).containsExactly(workspace().checkpoints("r").resolve("v3"));
        }
    }

    @Test
    void a_programs_own_file_of_settings_is_copied_with_the_jobs_values() throws IOException {
        Files.writeString(folder.resolve("base.yaml"), "optim: {lr: 0.1, name: adam}\n");
        var launch = program("train: {program: train.py, config_file: base.yaml, command: ['${env}', '${interpreter}',"
                        + " '${program}', --config, '${config_file}']}")
                .launch(job(TRAINING, Map.of(), Map.of("optim.lr", 0.5)));
        var copy = workspace().attempt(TRAINING).resolve("config.yaml");
        assertThat(launch.arguments())
                .containsExactly(
                        "/usr/bin/env", "py", folder.resolve("train.py").toString(), "--config", copy.toString());
        assertThat(Json.readTree(Files.readString(copy))).isEqualTo(Map.of("optim", Map.of("lr", 0.5, "name", "adam")));
    }

    @Test
    void a_program_alone_is_command_enough() throws IOException {
        assertThat(program("train: {program: train.py}").launch(job(TRAINING)).arguments())
                .containsExactly("py", folder.resolve("train.py").toString());
        assertThat(program("train: {program: bin/train}").launch(job(TRAINING)).arguments())
                .containsExactly(folder.resolve("bin/train").toString());
    }

    @Test
    void the_words_of_other_tools_for_all_arguments_are_understood() throws IOException {
        Map<String, Object> overrides = Ordered.merge(Map.of("lr", 0.5), Map.of("nesterov", true));
        var launch = program("train: {command: [x, '${args_no_hyphens}', '${args_no_boolean_flags}', '${args_json}',"
                        + " '${args_json_file}'], style: '--key value'}")
                .launch(job(TRAINING, Map.of(), overrides));
        assertThat(launch.arguments())
                .containsExactly(
                        "x",
                        "lr=0.5",
                        "nesterov=true",
                        "--lr=0.5",
                        "--nesterov",
                        "{\"lr\":0.5,\"nesterov\":true}",
                        workspace().parameters(TRAINING).toString());
    }

    @Test
    void values_may_be_variables_of_the_environment() throws IOException {
        var program = program("train: {command: x, style: environment, args: {RUN: '${run}'}}");
        var launch = program.launch(job(TRAINING, Map.of(), Map.of("optim.lr", 1e-7)));
        assertThat(launch.arguments()).containsExactly("x");
        assertThat(launch.environment()).containsEntry("optim_lr", "1.0e-7").containsEntry("RUN", "r");
        var alike = new LinkedHashMap<String, Object>(Map.of("a.b", 1L));
        alike.put("a_b", 2L);
        assertThatThrownBy(() -> program.launch(job(TRAINING, Map.of(), alike)))
                .hasMessageContaining("'a.b' and 'a_b' cannot be told apart");
        for (var name : List.of("METTA_SEED", "2x", "")) {
            assertThatThrownBy(() -> program.launch(job(TRAINING, Map.of(), Map.of(name, 1L))))
                    .isInstanceOf(SweepException.class)
                    .hasMessageContaining("'%s' cannot be a variable".formatted(name));
        }
    }

    @Test
    void an_evaluation_is_given_the_runs_checkpoints_unless_the_recipe_says_otherwise() throws IOException {
        var run = RunInfo.created("s", Samples.init(1));
        var checkpoints = workspace().checkpoints(run.runId()).toString();
        var usual = program("train: {command: x}\nevaluate: {command: y}");
        assertThat(usual.evaluates()).isTrue();
        assertThat(usual.evaluationArgs(run)).containsExactly(Map.entry("policy_uri", checkpoints));
        var id = JobId.evaluation(run.runId());
        assertThat(usual.launch(job(id, usual.evaluationArgs(run), Map.of())).arguments())
                .containsExactly("y", "policy_uri=" + checkpoints);
        var own = program("train: {command: x}\nevaluate: {command: y, args: {policy_uris: '${policy_uri}/v1'}}");
        assertThat(own.evaluationArgs(run)).isEmpty();
        assertThat(own.launch(job(id)).arguments()).containsExactly("y", "policy_uris=" + checkpoints + "/v1");
        assertThat(program("train: {command: x}").evaluates()).isFalse();
    }

    @Test
    void a_complete_result_file_says_that_the_job_had_done_its_work() throws IOException {
        var program = program("train: {command: x}", Set.of("score", "cost/usd"));
        program.launch(job(TRAINING));
        assertThat(program.delivered(job(TRAINING))).as("no file").isFalse();
        for (var unfinished : List.of(
                "", "{", "{\"score\": 1, \"cost\": {\"usd\": 2}", "{\"score\": 1}", "[1]", "\0\0\0\0", "null")) {
            Files.writeString(workspace().result(TRAINING), unfinished);
            assertThat(program.delivered(job(TRAINING))).as(unfinished).isFalse();
        }
        Files.writeString(workspace().result(TRAINING), "{\"score\": NaN, \"cost\": {\"usd\": 2}}\n");
        assertThat(program.delivered(job(TRAINING))).isTrue();
    }

    @Test
    void a_result_file_of_the_programs_own_says_nothing_about_whether_it_was_done() throws IOException {
        var program = program(
                "train: {command: x}\nmetrics: {train: {result: '${run_dir}/best_so_far.json'}}", Set.of("score"));
        program.launch(job(TRAINING));
        Files.writeString(workspace().run("r").resolve("best_so_far.json"), "{\"score\": 1}");
        assertThat(program.delivered(job(TRAINING))).isFalse();
    }

    @Test
    void a_training_that_is_evaluated_delivers_a_policy_which_no_result_file_proves() throws IOException {
        var program = program("train: {command: x}\nevaluate: {command: y}", Set.of("score"));
        var evaluation = JobId.evaluation("r");
        program.launch(job(TRAINING));
        program.launch(job(evaluation));
        Files.writeString(workspace().result(TRAINING), "{\"score\": 1}");
        Files.writeString(workspace().result(evaluation), "{\"score\": 1}");
        assertThat(program.delivered(job(TRAINING))).isFalse();
        assertThat(program.delivered(job(evaluation))).isTrue();
    }

    @Test
    void submitting_a_job_again_unmakes_no_result() throws IOException {
        var program = program("train: {command: x}", Set.of("score"));
        program.launch(job(TRAINING));
        var result = Files.writeString(workspace().result(TRAINING), "{\"score\": 1}");
        Files.setLastModifiedTime(result, FileTime.from(Samples.NOW.minusSeconds(1_000_000_000)));
        program.launch(job(TRAINING));
        assertThat(program.delivered(job(TRAINING))).isTrue();
    }

    @Test
    void the_arena_runs_in_a_virtual_machine_like_this_one() throws IOException {
        var program =
                Recipes.program(Recipes.builtIn("arena").orElseThrow(), workspace(), Map.of(), Set.of(), warning -> {});
        assertThat(program.launch(job(TRAINING, Map.of(), Map.of("trainer.optimizer.learning_rate", 1e-4)))
                        .arguments())
                .startsWith(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC")
                .endsWith("metta.sweep.arena.Arena", "train", "run=r", "trainer.optimizer.learning_rate=1.0e-4");
    }

    @Test
    void a_character_that_no_argument_can_hold_is_refused() throws IOException {
        var program = program("train: {command: x}");
        assertThatThrownBy(() -> program.launch(job(TRAINING, Map.of(), Map.of("a", "b\0c"))))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining("NUL");
    }
}
