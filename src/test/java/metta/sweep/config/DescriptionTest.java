package metta.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import metta.sweep.space.Categorical;
import metta.sweep.space.LogNormal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DescriptionTest {
    @TempDir
    private Path folder;

    private static Layer layer(String text) {
        return Layer.parse("recipe.yaml", text);
    }

    private static SweepConfig read(Layer... layers) {
        return Description.of(List.of(layers)).read();
    }

    @Test
    void what_a_later_layer_does_not_say_stays() {
        var config = read(
                layer("budget: {max_trials: 50, time: 1h}\nseed: 3\n"),
                layer("budget: {max_trials: 7}\nstore: file\n"));
        assertThat(config.budget().maxTrials()).isEqualTo(7);
        assertThat(config.budget().time()).contains(Duration.ofHours(1));
        assertThat(config.seed()).isEqualTo(3);
        assertThat(config.store()).isEqualTo(StoreType.FILE);
    }

    @Test
    void a_part_of_a_parameter_changes_that_part_and_a_whole_one_replaces_it() {
        var below = layer("parameters: {lr: {min: 1.0e-5, max: 1.0e-2, log: true}}");
        assertThat(read(below, layer("parameters: {lr: {max: 0.1}}")).space().parameter("lr"))
                .isEqualTo(new LogNormal(1e-5, 0.1));
        assertThat(read(below, layer("parameters: {lr: {values: [1, 2]}}"))
                        .space()
                        .parameter("lr"))
                .isEqualTo(new Categorical(List.of(1L, 2L)));
        assertThat(read(below, layer("parameters: {lr: [1, 2]}")).space().parameter("lr"))
                .isEqualTo(new Categorical(List.of(1L, 2L)));
        assertThat(read(below, layer("parameters: {x: 1}")).space().parameters().keySet())
                .containsExactly("lr", "x");
    }

    @Test
    void dotted_and_nested_names_of_parameters_are_the_same() {
        var config = read(
                layer("parameters: {a.b.c: {min: 0.0, max: 1.0}, a: {d: 1}}"),
                layer("parameters: {a: {b: {c: {max: 2.0}}}, a.d: 2}"));
        assertThat(config.space().parameters().keySet()).containsExactly("a.b.c", "a.d");
        assertThat(config.toTree().toString()).contains("max=2.0").contains("a.d={value=2}");
    }

    @Test
    void names_are_told_apart_whatever_their_last_words_are() {
        var below = layer("""
                parameters:
                  optim.lr: {min: 1.0, max: 2.0}
                  optim.type: [adam, sgd]
                  optim: [a, b]
                  noise.scale: 3
                  x.values: [1, 2]
                  optim.eps: 4
                """);
        var alone = read(below).space().parameters().keySet();
        assertThat(alone).containsExactly("optim.lr", "optim.type", "optim", "noise.scale", "x.values", "optim.eps");
        var config = read(below, layer("parameters: {optim: {type: [c, d]}, noise.scale: 5, new: 6}"));
        assertThat(config.space().parameters().keySet())
                .containsExactly("optim.lr", "optim.type", "optim", "noise.scale", "x.values", "optim.eps", "new");
        assertThat(config.space().parameter("optim.type")).isEqualTo(new Categorical(List.of("c", "d")));
        assertThatThrownBy(() -> read(layer("parameters: {a.b: 1, a: {b: 2}}"), layer("parameters: {c: 1}")))
                .hasMessageContaining("the parameter 'a.b' is there twice");
    }

    @Test
    void a_file_that_says_its_own_parameters_has_a_search_of_its_own() {
        var defaults = layer("parameters: {x: 1}\noptimizer: sobol\nbudget: {max_trials: 50}\nseed: 3");
        var own = layer("parameters: {y: {min: 0.0, max: 1.0}}");
        var config = read(defaults.below(own), own);
        assertThat(config.space().parameters().keySet()).containsExactly("y");
        assertThat(config.optimizer().type()).isEqualTo(OptimizerType.AUTO);
        assertThat(config.budget()).isEqualTo(Budget.DEFAULT);
        assertThat(config.seed()).isEqualTo(3);
        var other = layer("budget: {max_trials: 7}");
        assertThat(read(defaults.below(other), other).space().parameters().keySet())
                .containsExactly("x");
    }

    @Test
    void what_belongs_to_a_search_goes_with_its_parameters() {
        var defaults = layer("""
                parameters: {x: {min: 1, max: 9, default: 2}}
                constraints: [x < 8]
                points_to_evaluate: [{x: 3}]
                first: default
                """);
        var own = layer("parameters: {y: {min: 0.0, max: 1.0}}");
        assertThat(read(defaults).points()).hasSize(2);
        var config = read(defaults.below(own), own);
        assertThat(config.points()).isEmpty();
        assertThat(config.space().constraints()).isEmpty();
    }

    @Test
    void a_metric_that_only_gets_another_goal_keeps_its_name() {
        var goal = Layer.of("--set metric.goal", "metric.goal", "minimize");
        for (var below : List.of("metric: loss", "metric: {name: loss, aggregate: last}")) {
            assertThat(read(layer(below), goal).metrics())
                    .as(below)
                    .containsExactly(new Metric("loss", Goal.MINIMIZE, Aggregate.LAST));
        }
        assertThat(read(layer("metric: {name: loss, goal: minimize}"), layer("metric: {name: accuracy}"))
                        .metrics())
                .containsExactly(new Metric("accuracy"));
    }

    @Test
    void what_is_optimized_is_said_in_one_way_or_the_other() {
        var config = read(layer("metric: loss"), layer("metrics: [{name: score}, {name: speed}]"));
        assertThat(config.metrics()).extracting(Metric::name).containsExactly("score", "speed");
    }

    @Test
    void a_word_below_that_stands_for_a_map_is_kept_where_a_map_says_more() {
        var config = read(
                layer("parameters: {x: {min: 0.0, max: 1.0}}\noptimizer: grid\nevaluation: false"),
                layer("optimizer: {resolution: 4}\nevaluation: {overrides: {episodes: 64}}"));
        assertThat(config.optimizer().type()).isEqualTo(OptimizerType.GRID);
        assertThat(config.evaluation().enabled()).contains(false);
        assertThat(read(layer("evaluation: null"), layer("evaluation: {enabled: true}"))
                        .evaluation()
                        .enabled())
                .contains(true);
    }

    @Test
    void another_type_of_optimizer_takes_nothing_over_from_the_one_before() {
        var config = read(
                layer("parameters: {x: {min: 0.0, max: 1.0}}\noptimizer: {type: grid, resolution: 4}"),
                layer("optimizer: {type: random}"));
        assertThat(config.optimizer()).isEqualTo(new OptimizerConfig(OptimizerType.RANDOM));
    }

    @Test
    void every_problem_is_told_where_it_comes_from() {
        assertThatThrownBy(() -> read(
                        layer("parameters: {lr: {min: 1.0, max: 2.0}}\nseed: x"),
                        Layer.of("--set parameters.lr.max", "parameters.lr.max", "0.5"),
                        Layer.of("--set budget.time", "budget.time", "soon")))
                .hasMessage("""
                        --set budget.time: budget.time: must be a duration such as 90s, 30m or 1h30m, got the text 'soon'
                        --set parameters.lr.max: parameters.lr.max: max must be above min, got min 1 and max 0.5
                        recipe.yaml:2:7: seed: must be a whole number, got the text 'x'""");
    }

    @Test
    void the_environment_names_keys_in_capitals() {
        var layers = Layer.of(Map.of(
                "METTA_SWEEP__BUDGET__MAX_TRIALS",
                "5",
                "METTA_SWEEP__SEEDS",
                "[1, 2]",
                "METTA_STORE",
                "file",
                "PATH",
                "x"));
        var config = Description.of(layers).read();
        assertThat(config.budget().maxTrials()).isEqualTo(5);
        assertThat(config.store()).isEqualTo(StoreType.SQLITE);
        assertThatThrownBy(() -> Description.of(Layer.of(Map.of("METTA_SWEEP__BUDGT__TIME", "1h")))
                        .read())
                .hasMessage("METTA_SWEEP__BUDGT__TIME: unknown key 'budgt'; did you mean 'budget'?");
    }

    @Test
    void the_environment_finds_a_parameter_whatever_its_capitals() {
        var layers = new ArrayList<>(List.of(layer("parameters: {net.batchSize: {min: 1, max: 8}}")));
        layers.addAll(Layer.of(Map.of("METTA_SWEEP__PARAMETERS__NET__BATCHSIZE__MAX", "4")));
        assertThat(Description.of(layers).read().space().parameters().keySet()).containsExactly("net.batchSize");
        layers.addAll(Layer.of(Map.of("METTA_SWEEP__PARAMETERS__NET__BATCHSIZE", "64")));
        assertThat(Description.of(layers).read().toTree().toString()).contains("net.batchSize={value=64}");
    }

    @Test
    void a_profile_goes_over_its_file() throws IOException {
        var file = Files.writeString(folder.resolve("sweep.yaml"), """
                budget: {max_trials: 100}
                profiles:
                  quick: {budget: {max_trials: 3}}
                """);
        var base = Layer.of(file);
        var quick = Description.of(List.of(base)).profile("quick");
        assertThat(read(base, quick).budget().maxTrials()).isEqualTo(3);
        assertThatThrownBy(() -> Description.of(List.of(base)).profile("quik"))
                .hasMessage("--profile: unknown profile 'quik'; did you mean 'quick'?");
        assertThatThrownBy(() -> Description.of(List.of(layer("seed: 1"))).profile("quick"))
                .hasMessage("--profile: unknown profile 'quick'; no 'profiles' are described");
    }

    @Test
    void every_value_knows_where_it_comes_from() {
        var origins = Description.of(List.of(
                        layer("budget: {max_trials: 50}\nparameters: {lr: {min: 1.0, max: 2.0}}"),
                        Layer.of("--trials", "budget.max_trials", "7")))
                .origins();
        assertThat(origins.get("budget.max_trials")).hasToString("--trials");
        assertThat(origins.get("parameters.lr.max")).hasToString("recipe.yaml:2:34");
    }

    @Test
    void an_odd_key_or_value_is_refused() {
        assertThatThrownBy(() -> Layer.of("--set a..b", "a..b", "1")).hasMessageContaining("a key is names with dots");
        assertThatThrownBy(() -> Layer.of("--set a", "a", "[1")).hasMessageContaining("--set a");
        assertThat(Layer.of("--set a", "a", "")).isNotNull();
    }
}
