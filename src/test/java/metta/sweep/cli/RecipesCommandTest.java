package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecipesCommandTest {
    @TempDir
    private Path folder;

    private static Captured run(int exitCode, String... words) {
        var captured = Captured.pipe();
        assertThat(captured.run(words)).as(captured.err()).isEqualTo(exitCode);
        return captured;
    }

    @Test
    void the_recipes_near_by_are_listed_with_what_they_optimize() {
        assertThat(run(0, "recipes", "list").out())
                .containsPattern("(?m)^arena +maximize evaluator/eval_arena/score, evaluated$")
                .containsPattern("(?m)^programs/xgboost +minimize val/loss$")
                .containsPattern("(?m)^hello +maximize score.*; needs a sweep\\.yaml$");
        assertThat(run(0, "recipes", "list", "--json").out()).contains("\"recipe\" : \"arena\"", "\"ready\" : true");
    }

    @Test
    void one_is_shown_with_its_programs_and_what_a_sweep_of_it_is_like() {
        assertThat(run(0, "recipes", "show", "programs/hydra_digits").out())
                .contains(
                        "hydra_digits in ", "train:     ${python} ${recipe_dir}/hydra_digits.py  (arguments as hydra)")
                .contains(
                        "metric:    maximize val/accuracy",
                        "    optim.lr: {min: 0.001, max: 1.0, log: true, mean: 0.05}")
                .contains("Sweep it: metta sweep start programs/hydra_digits");
        assertThat(run(0, "recipes", "show", "arena", "--json").out()).contains("\"home\"", "\"sweep\"");
    }

    @Test
    void one_that_says_nothing_of_sweeps_is_told_with_what_works() throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), "name: mine\ntrain: {command: [sh, train.sh]}\n");
        assertThat(run(0, "recipes", "show", folder.toString()).out())
                .contains(
                        "Sweep it: metta sweep init %1$s >sweep.yaml, look it over, then metta sweep start %1$s --config"
                                .formatted(folder))
                .contains("Or without a file: metta sweep start %s --grid NAME=V1,V2 --set metric=NAME"
                        .formatted(folder));
        assertThat(run(0, "recipes", "list").err())
                .contains("; where it needs a sweep.yaml, metta sweep init NAME prints a first one");
    }

    @Test
    void what_a_broken_one_gets_is_its_mistakes() throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), "train: {comand: x}\n");
        assertThat(run(2, "recipes", "show", folder.toString()).err()).contains("did you mean 'command'?");
        assertThat(run(3, "recipes", "show", "nothing").err()).contains("unknown recipe 'nothing'");
        assertThat(run(2, "recipes").err()).contains("There are list and show");
    }
}
