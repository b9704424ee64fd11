package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import metta.sweep.config.ConfigSchema;
import metta.sweep.config.StoreType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ValidateCommandTest {
    @TempDir
    private Path path;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(path.resolve(name), text);
    }

    private static Captured validate(int exitCode, Object... arguments) {
        var words = new ArrayList<>(List.of("sweep", "validate"));
        List.of(arguments).forEach(each -> words.add(each.toString()));
        var captured = Captured.pipe();
        assertThat(captured.run(words.toArray(String[]::new)))
                .as(captured.err())
                .isEqualTo(exitCode);
        return captured;
    }

    @Test
    void a_file_without_mistakes_is_fine() throws IOException {
        var sweep = file("sweep.yaml", "parameters: {lr: {min: 1.0e-5, max: 1.0e-2, log: true}}\n");
        assertThat(validate(0, sweep).out()).isEqualTo(sweep + ": fine\n");
    }

    @Test
    void every_mistake_is_shown_in_its_line() throws IOException {
        var sweep = file("sweep.yaml", "nmae: demo\nparameters:\n  lr: {min: 1, max: 0}\n");
        var said = validate(2, sweep);
        assertThat(said.out().lines())
                .containsExactly(
                        sweep + ":1:1: unknown key 'nmae'; did you mean 'name'?",
                        "    1 | nmae: demo",
                        "      | ^",
                        sweep + ":3:21: parameters.lr.max: max must be above min, got min 1 and max 0",
                        "    3 |   lr: {min: 1, max: 0}",
                        "      |                     ^");
        assertThat(said.err()).isEqualTo("metta: %s: 2 problems\n".formatted(sweep));
    }

    @Test
    void a_program_is_told_what_it_needs_wherever_a_recipe_is_named() throws IOException {
        var program = file("train.py", "import argparse\nx: y: z\n").toString();
        assertThat(validate(2, program).out()).contains("this is a program; it needs a recipe.yaml beside it");
        for (var command : List.of(
                List.of("sweep", "start", program),
                List.of("sweep", "init", program),
                List.of("run", program),
                List.of("sweep", "start", "arena", "--config", program))) {
            var captured = Captured.pipe();
            assertThat(captured.run(command.toArray(String[]::new))).isEqualTo(2);
            assertThat(captured.err())
                    .as(command.toString())
                    .contains("this is a program; it needs a recipe.yaml beside it")
                    .contains("  train: {program: train.py, style: --key=value}\n");
        }
    }

    @Test
    void a_recipe_is_told_by_what_it_trains() throws IOException {
        var recipe = file("recipe.yaml", "name: r\ntrain: {comand: [python, train.py]}\n");
        assertThat(validate(2, recipe).out()).contains("unknown key 'comand'; did you mean 'command'?");
    }

    @Test
    void a_file_named_as_a_recipe_is_one_whatever_it_says() throws IOException {
        var without = file("b.recipe.yaml", "name: b\nmetric: score\n");
        assertThat(validate(2, without).out()).contains(without + ":1:1: 'train' is missing");
        var misspelt = file("recipe.yaml", "trian: {program: t.py}\nname: a\nname: b\n");
        assertThat(validate(2, misspelt).out())
                .contains(
                        "'train' is missing",
                        "unknown key 'trian'; did you mean 'train'?",
                        "name: the key is there twice")
                .contains("    3 | name: b");
    }

    @Test
    void a_folder_is_the_recipe_in_it() throws IOException {
        var recipe = file("recipe.yaml", "train: {comand: [python, train.py]}\n");
        assertThat(validate(2, path).out()).contains(recipe + ":1:9: train: unknown key 'comand'");
        Files.delete(recipe);
        assertThat(validate(2, path).out()).contains(recipe + ": there is no such file");
    }

    @Test
    void a_file_is_read_over_what_its_recipe_says_of_sweeps() throws IOException {
        var recipe = file("recipe.yaml", """
                train: {command: [python, train.py]}
                sweep: {resources: {gpus: 1}, budget: {max_trials: 3}}
                """);
        var sweep = file("sweep.yaml", "recipe: %s\nbudget: {gpu_hours: 4}\n".formatted(recipe));
        assertThat(validate(0, sweep).out()).as("it has GPUs from there").isEqualTo(sweep + ": fine\n");
    }

    @Test
    void profiles_are_looked_at_though_nobody_uses_them() throws IOException {
        var sweep = file("sweep.yaml", "profiles:\n  quick: {budget: {max_trails: 3}}\n");
        assertThat(validate(2, sweep).out()).contains(sweep + ":2:20", "did you mean 'max_trials'?");
    }

    @Test
    void one_broken_file_among_several_keeps_no_other_from_being_looked_at() throws IOException {
        var broken = file("broken.yaml", "optimizer: randm\n");
        var fine = file("fine.yaml", "optimizer: random\n");
        var gone = path.resolve("gone.yaml");
        var said = validate(2, gone, broken, fine);
        assertThat(said.out()).contains("gone.yaml", "did you mean 'random'?", fine + ": fine");
    }

    @Test
    void what_is_no_text_is_said_without_an_excerpt() throws IOException {
        var bytes = path.resolve("bytes.yaml");
        Files.write(bytes, new byte[] {'a', ':', ' ', (byte) 0xff, (byte) 0xfe, '\n'});
        assertThat(validate(2, bytes).out()).contains("bytes.yaml").doesNotContain(" | ");
    }

    @Test
    void as_json_it_is_a_list_of_files_with_their_problems() throws IOException {
        var sweep = file("sweep.yaml", "optimizer: randm\n");
        assertThat(validate(2, "--json", sweep).out())
                .startsWith("[ {")
                .contains(
                        "\"file\" : \"" + sweep + "\"", "\"line\" : 1", "\"column\" : 12", "\"path\" : \"optimizer\"");
    }

    @Test
    void what_nothing_goes_by_is_a_warning_in_its_place_and_the_file_is_fine() throws IOException {
        var sweep = file("sweep.yaml", "optimizer: {type: gp, ucb_beta: 3}\n");
        var said = validate(0, sweep);
        assertThat(said.out()).isEqualTo(sweep + ": fine\n");
        assertThat(said.err())
                .isEqualTo("metta: " + sweep + ":1:33: optimizer.ucb_beta: nothing goes by this with acquisition: ei;"
                        + " say acquisition: ucb, or leave it out\n");
        assertThat(validate(0, "--json", sweep).out())
                .contains("\"problems\" : [ ]", "\"warnings\" : [ {", "\"path\" : \"optimizer.ucb_beta\"");
    }

    @Test
    void options_go_over_the_file_as_they_do_when_it_is_started() throws IOException {
        var sweep = file("sweep.yaml", "optimizer: {type: gp, ucb_beta: 3}\n");
        assertThat(validate(0, sweep, "--set", "optimizer.acquisition=ucb").err())
                .isEmpty();
        assertThat(validate(2, sweep, "--set", "optimizer.acquisition=greedy").out())
                .isEqualTo(
                        "--set optimizer.acquisition: unknown acquisition 'greedy'; known here: ei, ucb, thompson\n");
        assertThat(validate(2, "--config", sweep, "--trials", "0").out())
                .isEqualTo("--trials: must be at least 1, got 0\n");
        assertThat(validate(2).err()).contains("which file? Name one");
        var recipe = file("recipe.yaml", "train: {command: [sh]}\n");
        assertThat(validate(0, recipe, "--trials", "3").err())
                .contains("this is a recipe, of which --set and its like say nothing");
    }

    @Test
    void a_grid_that_is_not_tried_in_full_is_told() throws IOException {
        var sweep = file("sweep.yaml", """
                optimizer: {type: grid, resolution: {b: 6}}
                parameters:
                  a: {min: 1, max: 64}
                  b: {min: 1, max: 8, log: true}
                  c: {min: 0.0, max: 1.0}
                """);
        assertThat(validate(0, sweep).err().lines())
                .containsExactly(
                        "metta: " + sweep + ":3:12: parameters.a: the grid takes 5 of its 64 values;"
                                + " optimizer.resolution says how many",
                        "metta: " + sweep + ":4:12: parameters.b: the grid takes 5 of its 8 values, fewer than 6,"
                                + " as equal steps come to the same ones; optimizer.resolution says how many",
                        "metta: by default: budget.max_trials: the grid has 125 points, and the first 10 are tried;"
                                + " its first parameter varies slowest");
        var whole = file("whole.yaml", "optimizer: grid\nparameters: {a: [1, 2]}\n");
        assertThat(validate(0, whole).err()).isEmpty();
        assertThat(validate(0, whole, "--grid", "z=1,2,3").err().lines())
                .contains("metta: --grid z: each of its values is tried with those of the other parameters,"
                        + " 2 of 'a': 6 points in all");
    }

    @Test
    void an_earlier_sweep_that_is_not_there_is_told_where_sweeps_are() throws IOException {
        var sweep = file("sweep.yaml", "warm_start: {from: nothing}\n");
        var folder = path.resolve("sweeps");
        assertThat(validate(0, sweep, "--dir", folder).err())
                .as("there are no sweeps")
                .isEmpty();
        new Folder(folder).open(StoreType.SQLITE).close();
        assertThat(validate(0, sweep, "--dir", folder).err())
                .isEqualTo("metta: %s:1:20: warm_start.from: no sweep 'nothing' in %s;".formatted(sweep, folder)
                        + " `metta sweep list` shows those there are, --dir names another folder\n");
    }

    @Test
    void the_schema_is_printed_as_it_is() {
        var captured = Captured.pipe();
        assertThat(captured.run("sweep", "schema")).isZero();
        assertThat(captured.out()).isEqualTo(ConfigSchema.text());
    }
}
