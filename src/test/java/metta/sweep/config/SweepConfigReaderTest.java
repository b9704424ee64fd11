package metta.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.FailureKind;
import metta.sweep.Resources;
import metta.sweep.config.Failures.Policy;
import metta.sweep.config.Failures.Then;
import metta.sweep.json.Json;
import metta.sweep.space.Categorical;
import metta.sweep.space.Configuration;
import metta.sweep.space.Fixed;
import metta.sweep.space.IntLog;
import metta.sweep.space.IntStepped;
import metta.sweep.space.IntUniform;
import metta.sweep.space.LogNormal;
import metta.sweep.space.LogitNormal;
import metta.sweep.space.Parameter;
import metta.sweep.space.Pow2;
import metta.sweep.space.Scale;
import metta.sweep.space.Stepped;
import metta.sweep.space.Uniform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class SweepConfigReaderTest {
    static String complete() throws IOException {
        try (var in = SweepConfigReaderTest.class.getResourceAsStream("complete.yaml")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "maxtrials, budget.max_trials",
        "max-trial, budget.max_trials",
        "maxparallel_jobs, execution.max_parallel_jobs",
        "gpu_hour, budget.gpu_hours",
        "parametrs, parameters"
    })
    void a_misspelt_key_is_looked_for_deeper_too(String key, String meant) {
        assertThatThrownBy(() -> SweepConfigReader.parse("sweep.yaml", key + ": 3"))
                .hasMessage("sweep.yaml:1:1: unknown key '%s'; did you mean '%s'?".formatted(key, meant));
    }

    @Test
    void reads_everything_that_a_file_can_say() throws IOException {
        var config = SweepConfigReader.parse("complete.yaml", complete());
        assertThat(config.name()).contains("arena-demo");
        assertThat(config.recipe()).contains("arena");
        assertThat(config.metrics()).containsExactly(new Metric("evaluator/eval_arena/score"));
        assertThat(config.outcomeConstraints())
                .containsExactly(
                        OutcomeConstraint.atMost("latency_ms", 50),
                        OutcomeConstraint.atLeast("evaluator/eval_arena/score", 0.5),
                        OutcomeConstraint.atMost("evaluator/eval_arena/score", 1));
        assertThat(config.cost()).contains(new Cost("metric/total_time"));
        assertThat(config.optimizer().type()).isEqualTo(OptimizerType.GRID);
        assertThat(config.optimizer().resolution("gamma")).hasValue(5);
        assertThat(config.optimizer().resolution("layers")).isEmpty();
        assertThat(config.scheduler()).isEqualTo(new SchedulerConfig(SchedulerType.PARALLEL));
        assertThat(config.budget().maxTrials()).isEqualTo(12);
        assertThat(config.budget().time()).contains(Duration.ofMinutes(90));
        assertThat(config.resources()).isEqualTo(new Resources(2, 1, 1));
        assertThat(config.evaluation())
                .isEqualTo(new Evaluation(
                        Optional.of(true),
                        Optional.of("evaluate"),
                        Configuration.EMPTY.with("episodes", 64).with("env.size", 8)));
        assertThat(config.execution())
                .isEqualTo(new Execution(
                        4,
                        2,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(30),
                        Optional.of(Duration.ofHours(2)),
                        Duration.ofMinutes(5)));
        assertThat(config.failures())
                .isEqualTo(new Failures(
                        Map.of(
                                FailureKind.INFRASTRUCTURE, new Policy(5, Then.INFEASIBLE),
                                FailureKind.OUT_OF_MEMORY, new Policy(1, Then.STOP),
                                FailureKind.DIVERGED, new Policy(0, Then.STOP)),
                        Duration.ofSeconds(30),
                        4,
                        10));
        assertThat(config.replicates()).isEqualTo(new Replicates(5, Optional.of(3), TrialSeeds.of(List.of(11L, 12L))));
        assertThat(config.seed()).isEqualTo(42);
        assertThat(config.store()).isEqualTo(StoreType.SQLITE);
    }

    @Test
    void reads_parameters_in_the_order_of_the_file() throws IOException {
        var parameters =
                SweepConfigReader.parse("complete.yaml", complete()).space().parameters();
        var auto = new Scale.Auto();
        assertThat(parameters.keySet())
                .startsWith("trainer.optimizer.learning_rate", "batch", "discount")
                .endsWith("compile", "model.head.color", "model.head.bias");
        assertThat(parameters)
                .containsEntry("trainer.optimizer.learning_rate", new LogNormal(1e-5, 1e-2, 1e-3, auto))
                .containsEntry("batch", new Pow2(32, 512))
                .containsEntry("discount", new LogitNormal(0.9, 0.9999, 0.99, new Scale.Width(0.25)))
                .containsEntry("layers", new IntUniform(1, 4))
                .containsEntry("gamma", new Uniform(0.9, 0.999))
                .containsEntry("lr", new LogNormal(1e-5, 1e-2))
                .containsEntry("tokens", new IntLog(1, 1_000_000, 1_000, new Scale.Time()))
                .containsEntry("steps", new IntStepped(10, 100, 10))
                .containsEntry("dropout", new Stepped(0, 0.5, 0.1))
                .containsEntry("hidden_size", new Categorical(List.of(16, 32, 64)))
                .containsEntry("activation", new Categorical(List.of("relu", "tanh", "no")))
                .containsEntry("trainer.total_timesteps", new Fixed(200_000))
                .containsEntry("compile", new Fixed(false))
                .containsEntry("model.head.color", new Categorical(List.of("a", "b")))
                .containsEntry("model.head.bias", new Fixed(true));
    }

    @Test
    void pins_every_default() {
        var config = parse("parameters: {lr: 0.1}");
        assertThat(config.name()).isEmpty();
        assertThat(config.recipe()).isEmpty();
        assertThat(config.metrics()).isEmpty();
        assertThat(config.outcomeConstraints()).isEmpty();
        assertThat(config.cost()).isEmpty();
        assertThat(config.optimizer()).isEqualTo(new OptimizerConfig(OptimizerType.AUTO));
        assertThat(config.scheduler().type()).isEqualTo(SchedulerType.PARALLEL);
        assertThat(config.budget()).isEqualTo(Budget.ofTrials(10));
        assertThat(config.resources()).isEqualTo(new Resources(1, 0, 1));
        assertThat(config.evaluation())
                .isEqualTo(new Evaluation(Optional.empty(), Optional.empty(), Configuration.EMPTY));
        assertThat(config.execution())
                .isEqualTo(new Execution(
                        1, 1, Duration.ofSeconds(1), Duration.ofSeconds(10), Optional.empty(), Duration.ofMinutes(10)));
        assertThat(config.failures())
                .isEqualTo(new Failures(
                        Map.of(FailureKind.INFRASTRUCTURE, new Policy(2, Then.INFEASIBLE)), Duration.ZERO, 3, 5));
        assertThat(config.seed()).isZero();
        assertThat(config.store()).isEqualTo(StoreType.SQLITE);
    }

    @Test
    void a_setting_of_other_optimizers_is_called_that() {
        assertThatThrownBy(() -> parse("optimizer: {type: tpe, ucb_beta: 1, acquisition: ei}"))
                .hasMessageContaining("this is a setting of gp and protein, not of tpe")
                .hasMessageContaining("this is a setting of gp, not of tpe");
    }

    @Test
    void settings_of_an_optimizer_that_are_left_out_are_what_they_usually_are() {
        assertThat(parse("optimizer: protein").optimizer())
                .isEqualTo(parse("optimizer: {type: protein, ucb_beta: 2}").optimizer());
        var settings = parse("optimizer: {type: protein, acquisition_fn: ei}")
                .optimizer()
                .settings();
        assertThat(settings)
                .containsExactly(
                        entry("max_suggestion_cost", 10800.0),
                        entry("global_search_scale", 1.0),
                        entry("random_suggestions", 15L),
                        entry("suggestions_per_pareto", 256L),
                        entry("resample_frequency", 10L),
                        entry("num_random_samples", 0L),
                        entry("seed_with_search_center", true),
                        entry("expansion_rate", 0.25),
                        entry("acquisition_fn", "ei"),
                        entry("ucb_beta", 2.0),
                        entry("randomize_acquisition", false));
        assertThat(parse("optimizer: grid").optimizer().settings()).isEmpty();
        assertThatThrownBy(() -> new OptimizerConfig(OptimizerType.GP, settings))
                .hasMessage("GP has no setting 'max_suggestion_cost'");
    }

    @Test
    void what_is_made_of_several_metrics_may_have_weights() {
        assertThat(parse("optimizer: mogp").optimizer().settings())
                .containsEntry("scalarization", "hypervolume")
                .doesNotContainKey("weights");
        var weighed = parse("{metrics: [a, b], optimizer: {type: mogp, scalarization: linear, weights: {b: 3}}}");
        assertThat(weighed.optimizer().numbers("weights")).containsExactly(entry("b", 3.0));
        assertThat(parse(Json.write(weighed.toTree()))).isEqualTo(weighed);
        // those of the recipe are not known here
        assertThat(parse("optimizer: {type: mogp, scalarization: linear, weights: {b: 0}}")
                        .optimizer()
                        .numbers("weights"))
                .containsExactly(entry("b", 0.0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            hypervolume | {aa: 1}        | hypervolume goes for the whole front and takes no weights
            linear      | {a: 1}         | unknown key 'a'; did you mean 'aa'?
            linear      | {aa: 0, bb: 0} | one metric at least must count; give it a number above 0
            linear      | {aa: -1}       | must be at least 0, got -1.0
            linear      | {aa: much}     | must be a number, got the text 'much'
            linear      | [1, 2]         | must be a map of keys to values, got a list
            """)
    void weights_that_cannot_be_are_refused(String way, String weights, String why) {
        var text =
                "{metrics: [aa, bb], optimizer: {type: mogp, scalarization: %s, weights: %s}}".formatted(way, weights);
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(each -> assertThat(each.message()).contains(why)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void two_evaluations_at_a_time_unless_there_is_room_for_one_only(int jobs) {
        var config = parse("execution: {max_parallel_jobs: %d}".formatted(jobs));
        assertThat(config.execution().maxConcurrentEvals()).isEqualTo(Math.min(2, jobs));
    }

    @Test
    void short_forms_mean_the_same_as_long_ones() {
        assertThat(parse("metric: score"))
                .isEqualTo(parse("metrics: [{name: score, goal: maximize, aggregate: last}]"));
        assertThat(parse("cost: time")).isEqualTo(parse("cost: {metric: time}"));
        assertThat(parse("optimizer: sobol")).isEqualTo(parse("optimizer: {type: sobol}"));
        assertThat(parse("scheduler: async_capped")).isEqualTo(parse("scheduler: {type: parallel}"));
        assertThat(parse("scheduler: grid_search")).isEqualTo(parse("{optimizer: grid, scheduler: parallel}"));
        assertThat(parse("evaluation: false")).isEqualTo(parse("evaluation: {enabled: false}"));
        assertThat(parse("parameters: {a: {b: {c: [1, 2]}}}"))
                .isEqualTo(parse("parameters: {a.b.c: {values: [1, 2]}}"));
        assertThat(parse("parameters: {a: 1}")).isEqualTo(parse("parameters: {a: {value: 1}}"));
    }

    @Test
    void a_parameter_may_have_the_name_of_a_key() {
        assertThat(parameter("{step: {min: {values: [1, 2]}}}", "a.step.min"))
                .isEqualTo(new Categorical(List.of(1, 2)));
        assertThat(parameter("{steps: 100}", "a.steps")).isEqualTo(new Fixed(100));
        assertThat(parameter("{minibatch: 100, type: x}", "a.type")).isEqualTo(new Fixed("x"));
    }

    @Test
    void whole_numbers_may_be_written_with_an_exponent_where_they_are_asked_for() {
        assertThat(parameter("{distribution: int_uniform, min: 5e8, max: 2e9}", "a"))
                .isEqualTo(new IntUniform(500_000_000, 2_000_000_000));
        assertThat(parameter("{min: 1, max: 2.0}", "a")).isEqualTo(new Uniform(1, 2));
        assertThat(parameter("{min: 1, max: 2, step: 0.5}", "a")).isEqualTo(new Stepped(1, 2, 0.5));
    }

    @Test
    void only_what_json_takes_for_numbers_and_truth_values_is_one() {
        var values = parse(
                "parameters: {a: [no, yes, on, 010, 0x10, 1_000, 12:30, 2020-01-01, True, '1', 1e-3, 1.0e+3, .5, 5., +5]}");
        assertThat(values.space().parameters().get("a"))
                .isEqualTo(new Categorical(List.of(
                        "no",
                        "yes",
                        "on",
                        "010",
                        "0x10",
                        "1_000",
                        "12:30",
                        "2020-01-01",
                        "True",
                        "1",
                        1e-3,
                        1e3,
                        0.5,
                        5.0,
                        5)));
    }

    @Test
    void what_is_written_as_json_is_read_back_equal() throws IOException {
        var json = JsonMapper.builder().build();
        for (String text : List.of(
                complete(),
                "seed: -9223372036854775808",
                "evaluation: false",
                "scheduler: grid_search",
                "optimizer: protein")) {
            var config = SweepConfigReader.parse("sweep.yaml", text);
            assertThat(parse(json.writeValueAsString(config.toTree()))).isEqualTo(config);
            String pretty = json.writerWithDefaultPrettyPrinter().writeValueAsString(config.toTree());
            var again = SweepConfigReader.parse("sweep.json", pretty);
            assertThat(again).isEqualTo(config);
            assertThat(again.space().parameters().keySet())
                    .containsExactlyElementsOf(config.space().parameters().keySet());
        }
    }

    @Test
    void json_may_be_indented_with_tabs() {
        assertThat(SweepConfigReader.parse("sweep.json", "{\n\t\"seed\": 5,\n\t\"name\":\t\"a\"\n}")
                        .seed())
                .isEqualTo(5);
    }

    @Test
    void reads_a_file(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("sweep.yaml"), "\uFEFFseed: 7 # größer\n");
        assertThat(SweepConfigReader.read(file).seed()).isEqualTo(7);
    }

    @Test
    void says_why_a_file_cannot_be_read(@TempDir Path directory) throws IOException {
        Path missing = directory.resolve("missing.yaml");
        assertRefused(missing, missing + ": there is no such file");
        Files.writeString(directory.resolve("sweep.yaml"), "seed: 7\n");
        Path near = directory.resolve("sweeep.yaml");
        assertRefused(
                near, near + ": there is no such file; did you mean '%s'?".formatted(directory.resolve("sweep.yaml")));
        assertRefused(directory, directory + ": this is a directory, not a file");
        Path json = Files.writeString(directory.resolve("sweep.json"), "{\"seed\": 7");
        assertThatThrownBy(() -> SweepConfigReader.read(json)).hasMessageContaining(": not valid JSON: ");
        Path latin =
                Files.write(directory.resolve("latin.yaml"), new byte[] {'a', ':', '\n', '#', ' ', (byte) 0xE4, '\n'});
        assertRefused(latin, latin + ":2:3: not valid UTF-8: byte 0xE4; save the file as UTF-8");
        Path cut = Files.write(directory.resolve("cut.yaml"), new byte[] {'#', (byte) 0xC3});
        assertRefused(cut, cut + ":1:2: not valid UTF-8: byte 0xC3; save the file as UTF-8");
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> SweepConfigReader.read(file))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage(message);
    }

    private static Parameter parameter(String text, String name) {
        return parse("parameters: {a: %s}".formatted(text)).space().parameter(name);
    }

    private static SweepConfig parse(String text) {
        return SweepConfigReader.parse("sweep.yaml", text);
    }

    @Test
    void a_recipe_is_not_taken_for_the_file_of_a_sweep() {
        assertThatThrownBy(() -> SweepConfigReader.parse("recipe.yaml", "train: {command: x}\nmetrics: {}\n"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("recipe.yaml:1:1: this looks like a recipe.yaml: name it as what to sweep, before --config"
                        + " and the sweep's file");
        assertThatThrownBy(() -> SweepConfigReader.parse("x", "{train: 1, parameters: {x: 1}}"))
                .hasMessageContaining("unknown key 'train'");
    }
}
