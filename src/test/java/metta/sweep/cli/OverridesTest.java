package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.SweepException;
import metta.sweep.config.OptimizerType;
import metta.sweep.config.PostgresAddress;
import metta.sweep.config.StoreType;
import metta.sweep.config.SweepConfig;
import metta.sweep.space.Categorical;
import metta.sweep.space.Uniform;
import metta.sweep.space.Zip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class OverridesTest {
    @TempDir
    private Path folder;

    private static SweepConfig apply(String... args) {
        return CommandLine.populateCommand(new Overrides(), args).apply(Optional.empty(), Map.of());
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("sweep.yaml"), text).toString();
    }

    private static void assertRefused(String message, String... args) {
        assertThatThrownBy(() -> apply(args))
                .isInstanceOfSatisfying(
                        SweepException.class, e -> assertThat(e.exit()).isEqualTo(SweepException.Exit.USAGE))
                .hasMessageStartingWith(message);
    }

    private static List<String> notes(String... args) {
        var overrides = CommandLine.populateCommand(new Overrides(), args);
        overrides.apply(Optional.empty(), Map.of());
        return overrides.notes();
    }

    @Test
    void a_grid_over_a_default_leaves_the_first_trial_to_the_optimizer() throws IOException {
        var file = file("""
                parameters: {lr: {min: 1.0e-4, max: 1.0e-1, default: 3.0e-4}, g: {m: {min: 0.0, max: 1.0, default: 0.5}}}
                first: default
                """);
        assertThat(apply("-c", file).points()).hasSize(1);
        for (var words : List.of(
                List.of("--grid", "lr=1e-3,1e-2"),
                List.of("--set", "parameters.lr=[1e-3, 1e-2]"),
                List.of("--set", "parameters.g.m.values=[0.1, 0.2]"))) {
            var all = List.of("-c", file, words.getFirst(), words.getLast()).toArray(String[]::new);
            assertThat(apply(all).points()).isEmpty();
            assertThat(notes(all))
                    .first()
                    .asString()
                    .startsWith("first: default is left to the optimizer, because " + words.getFirst())
                    .contains("--set first=center");
        }
    }

    @Test
    void a_default_that_is_not_missed_leaves_the_first_trial_as_it_is() throws IOException {
        var file = file("""
                parameters: {lr: {min: 1.0e-4, max: 1.0e-1, default: 3.0e-4}}
                first: default
                """);
        assertThat(apply("-c", file, "--set", "parameters.lr=0.01").points())
                .as("there is nothing to choose")
                .hasSize(1);
        assertThat(apply("-c", file, "--grid", "lr=1e-3,1e-2", "--set", "parameters.lr.default=1e-2")
                        .points())
                .as("it is told again")
                .hasSize(1);
        assertThat(apply("-c", file, "--set", "parameters.lr.max=0.5").points())
                .as("it stays")
                .hasSize(1);
        assertRefused("--set first: nothing says", "-c", file, "--grid", "lr=1e-3,1e-2", "--set", "first=default");
    }

    @Test
    void a_misspelt_parameter_has_one_message() throws IOException {
        var file = file("parameters: {lr: {min: 1.0e-4, max: 1.0e-1}}\n");
        assertThatThrownBy(() -> apply("-c", file, "--set", "parameters.lrr.max=3"))
                .hasMessage(
                        "--set parameters.lrr.max: there is no parameter 'lrr' to change; did you mean 'lr'? To add one, write"
                                + " a plus: --set +parameters.lrr…");
    }

    @Test
    void what_a_grid_adds_to_a_file_is_noted_where_it_is_spelt_almost_as_another() throws IOException {
        var file = file("parameters: {lr: {min: 1.0e-4, max: 1.0e-1}}\n");
        assertThat(notes("-c", file, "--grid", "lrr=1,2", "--grid", "lr=0.1,0.2", "--grid", "width=1,2"))
                .containsExactly("--grid adds the parameter 'lrr', which nothing else describes; did you mean 'lr'?");
        assertThat(notes("--grid", "lrr=1,2")).isEmpty();
    }

    @Test
    void with_neither_a_file_nor_a_grid_there_is_nothing_to_try() {
        assertRefused("what is to be tried? Give --config FILE, or --grid NAME=V1,V2");
    }

    @Test
    void a_grid_alone_is_tried_whole_on_all_processors() {
        var config = apply("--grid", "learning_rate=1e-4,1e-3", "--grid", "hidden_size=8,16,32");
        assertThat(config.optimizer().type()).isEqualTo(OptimizerType.GRID);
        assertThat(config.budget().maxTrials()).isEqualTo(6);
        assertThat(config.execution().maxParallelJobs())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(config.space().parameters())
                .containsEntry("learning_rate", new Categorical(List.of(1e-4, 1e-3)))
                .containsEntry("hidden_size", new Categorical(List.of(8, 16, 32)));
    }

    @Test
    void a_grid_over_a_recipe_with_defaults_tries_nothing_but_the_grid() {
        var config = CommandLine.populateCommand(new Overrides(), "--grid", "learning_rate=1e-3,1e-2")
                .apply(Optional.of("arena"), Map.of());
        assertThat(config.space().parameters()).containsOnlyKeys("learning_rate");
        assertThat(config.budget().maxTrials()).isEqualTo(2);
    }

    @Test
    void a_sweep_is_kept_where_the_last_word_says() {
        var overrides = CommandLine.populateCommand(
                new Overrides(), "--grid", "x=1", "--store", "postgresql://me:canary@db/x", "--set", "store=sqlite");
        var config = overrides.apply(Optional.empty(), Map.of());
        assertThat(overrides.place(config).word()).isEqualTo("postgresql://me@db/x");
        var last = overrides.apply(Optional.empty(), Map.of("METTA_SWEEP__STORE", "file"));
        assertThat(overrides.place(last)).isEqualTo(StoreType.FILE);
    }

    @Test
    void the_command_line_goes_over_the_file() throws IOException {
        var file = file("""
                name: mine
                parameters: {x: {min: 0.0, max: 1.0}, y: 1}
                budget: {max_trials: 50, time: 1h}
                execution: {max_parallel_jobs: 2}
                """);
        var config = apply("-c", file, "--trials", "7", "--parallel", "3", "--seed", "-5", "--store", "file");
        assertThat(config.name()).contains("mine");
        assertThat(config.budget().maxTrials()).isEqualTo(7);
        assertThat(config.budget().time()).isPresent();
        assertThat(config.execution().maxParallelJobs()).isEqualTo(3);
        assertThat(config.seed()).isEqualTo(-5);
        assertThat(config.store()).isEqualTo(StoreType.FILE);
        assertThat(config.space().parameter("x")).isEqualTo(new Uniform(0, 1));
    }

    @Test
    void an_option_goes_over_what_is_set_of_the_same_key_wherever_it_stands() {
        for (var args : List.of(
                List.of("--set", "budget.max_trials=7", "--trials", "6"),
                List.of("--trials", "6", "--set", "budget.max_trials=7"))) {
            var words = new ArrayList<>(List.of("--grid", "x=1,2"));
            words.addAll(args);
            assertThat(apply(words.toArray(String[]::new)).budget().maxTrials()).isEqualTo(6);
        }
    }

    @Test
    void a_grid_over_a_file_replaces_the_parameter_of_its_name_and_keeps_the_resolution_of_others() throws IOException {
        var file = file("""
                parameters: {x: {min: 0.0, max: 1.0}, y: {min: 0.0, max: 1.0}}
                optimizer: {type: grid, resolution: 3}
                """);
        var config = apply("-c", file, "--grid", "y=a,b");
        assertThat(config.space().parameter("y")).isEqualTo(new Categorical(List.of("a", "b")));
        assertThat(config.budget().maxTrials()).isEqualTo(6);
    }

    @Test
    void words_mean_what_they_mean_in_a_file() {
        assertThat(apply("--grid", "a=1,-2.5,1e-3,010,true,no,0x10,relu")
                        .space()
                        .parameter("a"))
                .isEqualTo(new Categorical(List.of(1, -2.5, 1e-3, "010", true, "no", "0x10", "relu")));
    }

    @Test
    void a_grid_that_says_too_little_is_refused() {
        assertRefused("--grid takes NAME=V1,V2, got 'lr'", "--grid", "lr");
        assertRefused("--grid takes NAME=V1,V2, got '=1'", "--grid", "=1");
        assertRefused("--grid takes NAME=V1,V2, got 'lr='", "--grid", "lr=");
        assertRefused("--grid takes NAME=V1,V2, got 'lr=1,,2'", "--grid", "lr=1,,2");
        assertRefused("--grid takes NAME=V1,V2, got 'lr=1,'", "--grid", "lr=1,");
    }

    @Test
    void a_grid_that_says_too_much_is_refused() {
        assertRefused("--grid names 'lr' twice", "--grid", "lr=1", "--grid", "lr=2");
        assertRefused("--grid lr.values[1]: the choice 1 is there twice", "--grid", "lr=1,1");
        assertRefused("'1e999' is no value", "--grid", "lr=1e999");
        assertRefused("'99999999999999999999' is no value", "--grid", "lr=99999999999999999999");
        assertRefused("'null' is no value", "--grid", "lr=null");
    }

    @Test
    void a_huge_grid_needs_to_be_told_how_much_of_it() throws IOException {
        var file = file("{optimizer: {type: grid, resolution: 1000}, parameters: {x: {min: 0.0, max: 1.0}}}");
        var args = new String[] {"-c", file, "--grid", "y=1,2,3,4,5,6,7,8,9,10,11"};
        assertRefused("the grid has 11000 points; say how many to try with --trials", args);
        assertThat(apply("-c", file, "--grid", "y=1,2,3,4,5,6,7,8,9,10,11", "--trials", "9")
                        .budget()
                        .maxTrials())
                .isEqualTo(9);
    }

    @Test
    void a_whole_grid_is_tried_beside_the_points_that_come_first() throws IOException {
        var file = file("{parameters: {x: {min: 0.0, max: 1.0}, y: [a, b]}, points_to_evaluate: [{x: 0.3}, {x: 0.5}]}");
        assertThat(apply("-c", file, "--grid", "y=a,b").budget().maxTrials()).isEqualTo(11);
    }

    @Test
    void a_parameter_that_there_is_not_is_not_added_by_a_slip_of_the_fingers() throws IOException {
        var file = file("""
                parameters:
                  lr: {min: 0.1, max: 1.0}
                  augment: [none, mix]
                  mix: {when: {augment: mix}, alpha: {min: 0.1, max: 1.0}}
                  optimizer: {one_of: {sgd: {momentum: {min: 0.0, max: 0.9}}, none: ~}}
                """);
        assertRefused(
                "--set parameters.lrr.values: there is no parameter 'lrr' to change; did you mean 'lr'? To add one,"
                        + " write a plus: --set +parameters.lrr…",
                "-c",
                file,
                "--set",
                "parameters.lrr.values=[1, 2]");
        assertRefused(
                "--set parameters.lr.mx: the parameter 'lr' has no key 'mx'; did you mean 'max'?",
                "-c",
                file,
                "--set",
                "parameters.lr.mx=0.5");
        assertRefused(
                "--set parameters.lrr: there is no parameter 'lrr'", "--grid", "x=1", "--set", "parameters.lrr=2");
        assertRefused("--set takes a plus only where a parameter is added", "-c", file, "--set", "+budget.time=2h");
        assertThatThrownBy(() -> CommandLine.populateCommand(new Overrides(), "-c", file)
                        .apply(Optional.empty(), Map.of("METTA_SWEEP__PARAMETERS__LRR", "1")))
                .hasMessageStartingWith(
                        "METTA_SWEEP__PARAMETERS__LRR: parameters.lrr: there is no parameter 'lrr' to change");
    }

    @Test
    void one_list_of_a_zip_is_changed_with_the_others() throws IOException {
        var file = file("""
                parameters:
                  size: {zip: {model.width: [8, 16], depth: [2, 4]}}
                  optimizer: {one_of: {sgd: {pace: {zip: {lr: [0.1, 0.2], momentum: [0.0, 0.9]}}}, none: ~}}
                """);
        var sizes = "--set 'parameters.size.zip={model.width: […], depth: […]}'";
        for (var change : List.of("model.width.values=[8, 32]", "model.width=8")) {
            assertRefused(
                    "--set parameters." + change.substring(0, change.indexOf('='))
                            + ": 'model.width' is one of the lists of the zip 'size', which are as long as each other; write all of"
                            + " them: " + sizes,
                    "-c",
                    file,
                    "--set",
                    "parameters." + change);
        }
        assertRefused(
                "--set parameters.lr.values: 'lr' is one of the lists of the zip 'pace'",
                "-c",
                file,
                "--set",
                "parameters.lr.values=[0.5, 0.6]");
        assertThat(apply("-c", file, "--set", "parameters.size.zip={model.width: [1, 2, 3], depth: [4, 5, 6]}")
                        .space()
                        .parameter("size"))
                .isEqualTo(
                        new Zip(List.of("model.width", "depth"), List.of(List.of(1, 4), List.of(2, 5), List.of(3, 6))));
    }

    @Test
    void a_parameter_is_changed_wherever_it_stands_and_added_by_a_plus() throws IOException {
        var file = file("""
                parameters:
                  lr: {min: 0.1, max: 1.0}
                  augment: [none, mix]
                  mix: {when: {augment: mix}, alpha: {min: 0.1, max: 1.0}}
                  optimizer: {one_of: {sgd: {momentum: {min: 0.0, max: 0.9}}, none: ~}}
                """);
        var space = apply(
                        "-c",
                        file,
                        "--set",
                        "parameters.mix.alpha.max=0.5",
                        "--set",
                        "parameters.momentum.min=0.25",
                        "--set",
                        "+parameters.decay.values=[0.0, 0.1]",
                        "--set",
                        "parameters.decay.ordered=true")
                .space();
        assertThat(space.names()).containsExactly("lr", "augment", "mix.alpha", "optimizer", "momentum", "decay");
        assertThat(space.parameter("mix.alpha")).isEqualTo(new Uniform(0.1, 0.5));
        assertThat(space.parameter("momentum")).isEqualTo(new Uniform(0.25, 0.9));
        assertThat(space.conditions()).containsOnlyKeys("mix.alpha", "momentum");
        assertThat(space.parameter("decay")).isEqualTo(new Categorical(List.of(0.0, 0.1), List.of(), true));
    }

    @Test
    void the_password_of_a_store_opens_it_but_is_no_part_of_the_description() {
        var overrides =
                CommandLine.populateCommand(new Overrides(), "--grid", "x=1", "--store", "postgresql://me:canary@db/x");
        var config = overrides.apply(Optional.empty(), Map.of());
        assertThat(config.toTree().toString())
                .contains("store=postgresql://me@db/x")
                .doesNotContain("canary");
        assertThat(overrides.place(config))
                .isInstanceOfSatisfying(
                        PostgresAddress.class, it -> assertThat(it.password()).contains("canary"));
        assertRefused("--store: 'postgresql://me@db'", "--grid", "x=1", "--store", "postgresql://me:canary@db");
    }

    @Test
    void impossible_values_are_refused_by_the_name_of_their_option() {
        assertRefused("--trials: must be at least 1, got 0", "--grid", "x=1", "--trials", "0");
        assertRefused("--parallel: must be at least 1, got -1", "--grid", "x=1", "--parallel", "-1");
        assertRefused("--store: unknown store 'sqlit'; did you mean 'sqlite'?", "--grid", "x=1", "--store", "sqlit");
        assertRefused(
                "--store: unknown store 'x'; known here: sqlite, file, postgresql://USER@HOST/DATABASE\n--trials: must be at least 1, got 0",
                "--grid",
                "x=1",
                "--trials",
                "0",
                "--store",
                "x");
    }

    @Test
    void a_file_that_is_wrong_is_named() throws IOException {
        var file = file("optimizer: randm");
        assertRefused(file + ":1:12: optimizer: unknown optimizer 'randm'; did you mean 'random'?", "-c", file);
    }
}
