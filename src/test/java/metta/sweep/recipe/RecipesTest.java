package metta.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.SweepException;
import metta.sweep.config.Aggregate;
import metta.sweep.config.ConfigProblem;
import metta.sweep.config.Goal;
import metta.sweep.config.InvalidConfigException;
import metta.sweep.config.Metric;
import metta.sweep.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecipesTest {
    private static final String COMPLETE = """
            name: "a \\"quoted\\" name\\t\u2603"
            directory: work/${run}
            environment: {B: "1", A: "${seed} $${x}"}
            train:
              command: python 'my train.py' ${args} --last
              style: --key value
              booleans: --key/--no-key
              config_file: base.json
              args: {run: "${run}", z: 1, a: 1.0e-10, flag: true, text: "-x\\n"}
            evaluate: {command: [sh, -c, "echo $HOME"], style: none}
            metrics:
              train:
                - {file: "${run_dir}/m.jsonl", step: metric/agent_step}
                - {stdout: [{regex: '(?<name>\\w+): (?<value>\\S+)'}, {regex: 'x=(?<value>.*)', name: x}]}
              evaluate: {stdout: json, result: out.json, tensorboard: "${run_dir}/logs/version_*"}
            tools:
              sweep_train: {from: train, args: {z: 2, extra: x}, sweep_mode: true, then: check}
              check: {program: check.py, style: hydra, metrics: {stdout: json}}
            checkpoints: {path: "${run_dir}/c", pattern: "v*.npz", resume_args: {from: "${checkpoint}"}, keep: 3}
            metric: {name: score, goal: minimize, aggregate: best}
            """;

    @TempDir
    Path folder;

    private Recipe load(String text) throws IOException {
        return Recipes.load(Files.writeString(folder.resolve("recipe.yaml"), text));
    }

    private static String place(ConfigProblem problem) {
        return problem.at()
                .map(at -> "%d:%d: ".formatted(at.line(), at.column()))
                .orElse("");
    }

    @Test
    void a_complete_recipe_means_what_it_says() throws IOException {
        var recipe = load(COMPLETE);
        assertThat(recipe.home()).isEqualTo(folder.toAbsolutePath());
        assertThat(recipe.train().command()).containsExactly("python", "my train.py", "${args}", "--last");
        assertThat(recipe.train().form().style()).isEqualTo(ArgumentStyle.FLAG_THEN_VALUE);
        assertThat(recipe.train().args())
                .containsExactly(
                        Map.entry("run", "${run}"),
                        Map.entry("z", 1L),
                        Map.entry("a", 1.0e-10),
                        Map.entry("flag", true),
                        Map.entry("text", "-x\n"));
        assertThat(recipe.train().metrics()).hasSize(2);
        assertThat(recipe.evaluate().orElseThrow().metrics())
                .containsExactly(
                        new MetricSource.StdoutJson(Optional.empty()),
                        new MetricSource.Result("out.json", Optional.empty()),
                        new MetricSource.EventFiles("${run_dir}/logs/version_*"));
        assertThat(recipe.environment()).containsExactly(Map.entry("B", "1"), Map.entry("A", "${seed} $${x}"));
        assertThat(recipe.metric()).hasValue(new Metric("score", Goal.MINIMIZE, Aggregate.BEST));
    }

    @Test
    void a_tool_is_a_program_of_its_own_and_may_be_what_is_swept() throws IOException {
        var recipe = load(COMPLETE);
        assertThat(recipe.allTools())
                .extracting(Tool::name)
                .containsExactly("train", "evaluate", "sweep_train", "check");
        var swept = recipe.sweeping("sweep_train");
        assertThat(swept.train().command()).isEqualTo(recipe.train().command());
        assertThat(swept.train().args())
                .containsEntry("z", 2L)
                .containsEntry("extra", "x")
                .containsEntry("a", 1e-10);
        assertThat(swept.environment()).containsEntry("METTA_SWEEP_MODE", "1");
        assertThat(swept.evaluate().orElseThrow().command()).containsExactly("${python}", "${recipe_dir}/check.py");
        assertThat(recipe.sweeping("train").evaluate()).isEqualTo(recipe.evaluate());
        assertThat(recipe.sweeping("check").evaluate()).isEmpty();
        assertThatThrownBy(() -> recipe.sweeping("sweep_trian"))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining("has no tool 'sweep_trian'; did you mean 'sweep_train'?");
    }

    @Test
    void a_tool_is_named_behind_its_recipe_also_as_the_original_does() throws IOException {
        load(COMPLETE);
        assertThat(Recipes.resolve(folder + ".check", folder).train().form().style())
                .isEqualTo(ArgumentStyle.HYDRA);
        for (var name : new String[] {
            "arena.sweep_train", "experiments.recipes.arena.sweep_train", "recipes.experiment.arena.sweep_train"
        }) {
            var recipe = Recipes.resolve(name, folder);
            assertThat(recipe.name()).isEqualTo("arena.sweep_train");
            assertThat(recipe.train().args()).containsEntry("trainer.total_timesteps", 100_000L);
            assertThat(recipe.evaluate()).isPresent();
            assertThat(Recipes.defaults(name, folder)).isPresent();
        }
        assertThat(Recipes.resolve("recipes.experiment.arena", folder).name()).isEqualTo("arena");
        assertThatThrownBy(() -> Recipes.resolve("arena.nothing", folder))
                .hasMessageContaining("has no tool 'nothing'");
        assertThatThrownBy(() -> Recipes.resolve("arena.yaml", folder)).hasMessageContaining("there is no such file");
    }

    @Test
    void what_is_wrong_with_tools_is_said_of_each() {
        assertThatThrownBy(() -> load("""
                        train: {command: x}
                        tools:
                          train: {command: y}
                          "a b": {command: y}
                          one: {from: trian}
                          two: {from: train, then: thre}
                          three: {from: train, then: three, frm: x}
                        """))
                .isInstanceOf(InvalidConfigException.class)
                .satisfies(e -> assertThat(((InvalidConfigException) e).problems())
                        .extracting(problem -> place(problem) + problem.message())
                        .containsExactly(
                                "3:10: the recipe's own 'train' is that tool; choose another name",
                                "4:10: 'a b' is no name for a tool: letters, digits, _ and -",
                                "5:8: 'command' is missing",
                                "5:15: unknown tool 'trian'; did you mean 'train'?",
                                "6:8: there is no other tool 'thre' to follow it; did you mean 'three'?",
                                "7:10: there is no other tool 'three' to follow it; known here: train, one, two",
                                "7:37: unknown key 'frm'; did you mean 'from'?"));
    }

    @Test
    void a_recipe_comes_back_from_the_store_as_it_was() throws IOException {
        var complete = load(COMPLETE);
        var least = load("train: {command: ./x}");
        var arena = Recipes.builtIn("arena").orElseThrow();
        assertThat(arena.toTree()).as("tools are no part of a sweep's program").doesNotContainKey("tools");
        assertThat(Recipe.fromTree(complete.toTree()).toTree()).isEqualTo(complete.toTree());
        for (var recipe : new Recipe[] {
            complete.sweeping("sweep_train"), least, complete.sweeping("check"), arena.sweeping("train")
        }) {
            var tree = Json.readTree(Json.write(recipe.toTree()));
            assertThat(Recipe.fromTree(tree)).isEqualTo(recipe.withoutTools());
            assertThat(Json.write(Recipe.fromTree(tree).toTree())).isEqualTo(Json.write(recipe.toTree()));
        }
    }

    @Test
    void a_recipe_says_everything_that_is_wrong_with_it_at_once() {
        assertThatThrownBy(() -> load("""
                        nmae: x
                        train:
                          comand: [a]
                          style: key:value
                          args: {a: "${rnu}", b: [1]}
                        evaluate:
                          command: "a 'b"
                        environment: {METTA_SEED: "1", "A B": x}
                        metrics:
                          train: {stdout: {regex: "(x"}}
                          evaluate: [{}, {tensorboard: "${rnu_dir}/logs", step: epoch}]
                        metric: {goal: maximise}
                        """))
                .isInstanceOf(InvalidConfigException.class)
                .satisfies(e -> assertThat(((InvalidConfigException) e).problems())
                        .extracting(problem -> place(problem) + problem.message())
                        .containsExactly(
                                "1:1: unknown key 'nmae'; did you mean 'name'?",
                                "3:3: 'command' is missing",
                                "3:3: unknown key 'comand'; did you mean 'command'?",
                                "4:10: unknown style 'key:value'; did you mean 'key=value'?",
                                "5:13: unknown macro '${rnu}'; did you mean 'run'?; write $${ for ${ itself",
                                "5:26: must be a number, true, false or text, got a list",
                                "7:12: a single quote is not closed",
                                "8:27: METTA_SEED is what the sweep itself tells a program; choose another name",
                                "8:39: 'A B' is no name for an environment variable",
                                "10:27: not a regular expression: Unclosed group near index 2 (x",
                                "11:14: must say where metrics are: 'file', 'stdout', 'result' or 'tensorboard'",
                                "11:32: unknown macro '${rnu_dir}'; did you mean 'run_dir'?; write $${ for ${ itself",
                                "11:57: event files have steps of their own; 'step' goes with 'file', 'stdout' or 'result'",
                                "12:9: 'name' is missing",
                                "12:16: unknown goal 'maximise'; did you mean 'maximize'?"));
    }

    @Test
    void what_a_recipe_says_of_arguments_and_checkpoints_must_make_sense() {
        assertThatThrownBy(() -> load("""
                        train:
                          command: [x, "${program}"]
                          booleans: --key
                        evaluate: {command: ["${args_json}"], booleans: yes}
                        checkpoints: {path: "${job_dir}/c", pattern: "a/[", keep: 0, resume_args: {a: "${chekpoint}"}}
                        """))
                .isInstanceOf(InvalidConfigException.class)
                .satisfies(e -> assertThat(((InvalidConfigException) e).problems())
                        .extracting(problem -> place(problem) + problem.message())
                        .containsExactly(
                                "2:12: what is ${program}? Name it under 'program', beside this command",
                                "3:13: bare flags need a style with dashes: --key=value or --key value",
                                "4:21: a command must begin with a program",
                                "4:49: unknown form of booleans 'yes'; known here: true/false, True/False, --key,"
                                        + " --key/--no-key",
                                "5:21: unknown macro '${job_dir}'; known here: run, run_id, sweep, run_dir, recipe_dir,"
                                        + " checkpoint_dir; write $${ for ${ itself",
                                "5:46: a pattern is for names in the folder, so there is no '/' in it",
                                "5:59: must be at least 1, got 0",
                                "5:79: unknown macro '${chekpoint}'; did you mean 'checkpoint'?; write $${ for ${"
                                        + " itself"));
        assertThatThrownBy(() -> load("{train: {command: x}, checkpoints: {path: out, pattern: '*', keep: 2}}"))
                .hasMessageContaining("all runs would share these checkpoints");
        assertThatThrownBy(() -> load("{train: {command: x}, checkpoints: {keep: 2}}"))
                .hasMessageContaining("'keep' deletes old checkpoints, so 'pattern' must say which files");
        assertThatThrownBy(() -> load("train: {style: none}")).hasMessageContaining("'command' is missing");
    }

    @Test
    void a_group_as_python_writes_it_gets_a_hint() {
        assertThatThrownBy(() -> load("""
                        train: {command: x}
                        metrics: {train: {stdout: {regex: 'loss=(?P<value>.*)', name: loss}}}
                        """))
                .hasMessageContaining("recipe.yaml:2:35: ")
                .hasMessageContaining("not a regular expression: ")
                .hasMessageEndingWith("; groups are written (?<name>…) here, not (?P<name>…) as in Python");
    }

    @Test
    void metrics_of_an_evaluation_that_is_not_there_are_a_mistake() {
        assertThatThrownBy(() -> load("train: {command: x}\nmetrics: {evaluate: {stdout: json}}"))
                .hasMessageContaining("recipe.yaml:2:")
                .hasMessageContaining("there is no evaluation");
    }

    @Test
    void the_file_of_a_sweep_is_not_taken_for_a_recipe() {
        for (var text : new String[] {"parameters: {x: 1}\nmetric: score", "budget: {max_trials: 3}\nseed: 2"}) {
            assertThatThrownBy(() -> load(text))
                    .isInstanceOf(InvalidConfigException.class)
                    .hasMessageEndingWith("recipe.yaml:1:1: this looks like a sweep.yaml: give it with --config, and"
                            + " name a recipe, which says how the program is started");
        }
        assertThatThrownBy(() -> load("recipe: mine\nparameters: {x: 1}"))
                .hasMessageEndingWith("give it with --config alone, because it names its recipe itself");
        assertThatThrownBy(() -> load("{name: x, metric: score}")).hasMessageContaining("'train' is missing");
    }

    @Test
    void a_program_is_no_recipe_and_what_is_proposed_beside_it_is_one() throws IOException {
        Files.writeString(folder.resolve("fit.py"), "x = {1: 2}: 3");
        for (var name : List.of("fit.py", "./fit.py", folder.resolve("fit.py").toString())) {
            assertThatThrownBy(() -> Recipes.resolve(name, folder))
                    .isInstanceOf(InvalidConfigException.class)
                    .hasMessageContaining("fit.py: this is a program; it needs a recipe.yaml beside it")
                    .hasMessageContaining("\n  train: {program: fit.py, style: --key=value}\n");
        }
        for (var hostile : List.of("fit.py", "a: b.py", "\u001b[2J<img>\n.py", "'\".py")) {
            var recipe = load(new SmallestRecipe(hostile).text());
            assertThat(recipe.train().command()).containsExactly("${python}", "${recipe_dir}/" + hostile);
        }
    }

    @Test
    void a_check_names_what_is_not_there() throws IOException {
        var recipe = load("train: {command: [no-such-program, train.py]}\nevaluate: {command: [./eval.sh]}");
        assertThat(recipe.check(Map.of("PATH", "/usr/bin:/bin")))
                .containsExactly(
                        "train: there is no program 'no-such-program' on the PATH",
                        "evaluate: there is no program './eval.sh'",
                        "train: there is no file " + folder.resolve("train.py"));
        assertThat(load("train: {command: sh -c true}").check(Map.of("PATH", "/usr/bin:/bin")))
                .isEmpty();
    }

    @Test
    void a_program_is_missing_only_where_no_job_could_start_it() throws IOException {
        var path = Map.of("PATH", "/usr/bin:/bin", "METTA_PYTHON", "no-such-python");
        assertThat(load("train: {command: [no-such, train.py]}").missingPrograms(path))
                .containsExactly("train: there is no program 'no-such' on the PATH");
        assertThat(load("train: {command: ['${python}', train.py]}").missingPrograms(path))
                .containsExactly("train: there is no program 'no-such-python' on the PATH");
        assertThat(load("train: {command: ['${recipe_dir}/no-such']}").missingPrograms(path))
                .containsExactly("train: there is no program '%s/no-such'".formatted(folder));
        for (var there : new String[] {
            "train: {command: [sh, no-such-script.sh]}",
            "train: {command: ['${recipe_dir}/bin/mine']}",
            "train: {command: ['${run_dir}/made-by-another-job']}",
            "{train: {command: mine}, environment: {PATH: '${recipe_dir}/bin'}}",
            "{train: {command: mine}, environment: {PATH: bin}}",
        }) {
            Files.createDirectories(folder.resolve("bin"));
            Files.writeString(folder.resolve("bin/mine"), "");
            assertThat(folder.resolve("bin/mine").toFile().setExecutable(true)).isTrue();
            assertThat(load(there).missingPrograms(path)).as(there).isEmpty();
        }
        assertThat(load("train: {command: sh}").missingPrograms(Map.of())).isEmpty();
    }

    @Test
    void a_file_that_may_not_be_executed_is_there_but_warned_of() throws IOException {
        Files.writeString(folder.resolve("train.sh"), "");
        var recipe = load("train: {command: [./train.sh]}");
        assertThat(recipe.missingPrograms(Map.of())).isEmpty();
        assertThat(recipe.check(Map.of()))
                .containsExactly("train: the file %s may not be executed: chmod +x, or name an interpreter"
                        .formatted(folder.resolve("train.sh")));
    }

    @Test
    void a_check_names_files_that_all_runs_would_write() throws IOException {
        var metrics =
                "metrics: {train: [{file: m.jsonl}, {stdout: json}, {tensorboard: logs}], evaluate: {result: '${job_dir}/r.json'}}";
        var programs = "train: {command: 'true'}\nevaluate: {command: 'true'}\n";
        var path = Map.of("PATH", "/usr/bin:/bin");
        assertThat(load(programs + metrics).check(path))
                .containsExactly(
                        "metrics.train: all runs share the file %s; put ${run_dir} into its path"
                                .formatted(folder.resolve("m.jsonl")),
                        "metrics.train: all runs share the folder %s; put ${run_dir} into its path"
                                .formatted(folder.resolve("logs")));
        assertThat(load(programs + "directory: '${run_dir}'\n" + metrics).check(path))
                .isEmpty();
    }
}
