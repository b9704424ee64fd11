package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import metta.sweep.recipe.RecipeFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person gets for a mistake: words that say what, where, why and what next, an exit code, and no stack trace.
final class BadInputIT {
    @TempDir
    private Path folder;

    private Metta metta;

    @BeforeEach
    void setUp() {
        metta = new Metta(folder);
    }

    /// Runs the command, which must fail with the code and these words alone on stderr.
    private void refused(int exitCode, String words, String... args) throws IOException, InterruptedException {
        var result = metta.run(args);
        assertThat(result.err().strip()).isEqualTo("metta: " + words);
        assertThat(result.exitCode()).isEqualTo(exitCode);
        assertThat(result.out()).isEmpty();
    }

    private void refusedConfig(String yaml, String words) throws IOException, InterruptedException {
        var file = metta.file("sweep.yaml", yaml);
        refused(2, words.replace("FILE", file.toString()), "start", "arena", "--config", file.toString());
        assertThat(metta.sweeps()).doesNotExist();
    }

    @Test
    void an_unknown_recipe_is_answered_with_those_there_are() throws Exception {
        var known = "Known here: %s. Or give the path of a folder with a recipe.yaml"
                .formatted(String.join(", ", RecipeFiles.known(Path.of("").toAbsolutePath())));
        refused(3, "unknown recipe 'aren'; did you mean 'arena'? " + known, "start", "aren", "--grid", "x=1");
        refused(3, "unknown recipe 'gpt'. " + known, "start", "gpt");
    }

    @Test
    void a_missing_file_is_named() throws Exception {
        var missing = folder.resolve("sweep.yaml").toString();
        refused(2, missing + ": there is no such file", "start", "arena", "--config", missing);
    }

    @Test
    void a_program_that_is_not_found_is_refused_before_anything_is_recorded() throws Exception {
        var home = metta.recipe("notfound", "");
        metta.file("recipes/notfound/recipe.yaml", "train: {command: [pyton3, train.py]}\nmetric: {name: score}\n");
        refused(
                2,
                "train: there is no program 'pyton3' on the PATH\n"
                        + "Nothing was started. Install it, or name it otherwise in the recipe",
                "start",
                home.toString(),
                "--grid",
                "x=1");
        assertThat(metta.sweeps()).doesNotExist();
    }

    @Test
    void malformed_yaml_is_shown_at_its_line_and_column() throws Exception {
        refusedConfig(
                "metric: score\nparameters: {x: {min: 0.0, max: 1.0}\nbudget: 3\n",
                "FILE:3:1: not valid YAML: expected ',' or '}', but got <scalar> (while parsing a flow mapping)");
    }

    @Test
    void ranges_and_choices_that_cannot_be_are_all_told_at_once() throws Exception {
        refusedConfig("""
                parameters:
                  a: {min: 1.0, max: 1.0}
                  b: {min: 2, max: 1}
                  c: []
                  d: {values: []}
                """, """
                FILE:2:22: parameters.a.max: max must be above min, got min 1 and max 1
                FILE:3:20: parameters.b.max: max must be above min, got min 2 and max 1
                FILE:4:6: parameters.c: there must be at least one choice
                FILE:5:15: parameters.d.values: there must be at least one choice""");
    }

    @Test
    void a_folder_that_cannot_be_written_is_named_with_the_way_out() throws Exception {
        var inTheWay = Files.writeString(folder.resolve("file"), "");
        refused(
                74,
                "the folder %s for sweeps cannot be created: Not a directory; choose another with --dir"
                        .formatted(inTheWay.resolve("sweeps")),
                "start",
                "arena",
                "--grid",
                "learning_rate=0.001",
                "--dir",
                inTheWay.resolve("sweeps").toString());
        refused(
                74,
                "the folder /proc/sweeps for sweeps cannot be created: no such file or folder; choose another with --dir",
                "start",
                "arena",
                "--grid",
                "learning_rate=0.001",
                "--dir",
                "/proc/sweeps");
    }

    @Test
    void a_sweep_that_is_not_there_is_said_to_be_so() throws Exception {
        refused(
                3,
                "no sweep 'nosuch' in %s; `metta sweep list` shows those there are, --dir names another folder"
                        .formatted(metta.sweeps()),
                "status",
                "nosuch");
    }
}
