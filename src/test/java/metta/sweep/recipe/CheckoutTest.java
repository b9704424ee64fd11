package metta.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import metta.sweep.SweepException;
import metta.sweep.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A checkout of the Python original is swept as it is.
final class CheckoutTest {
    private static final Path STAND_IN =
            Path.of("src/test/resources/metta/sweep/recipe/checkout").toAbsolutePath();
    private static final String ARENA = "recipes.experiment.arena";
    private static final String NEWEST = "file://${run_dir}/data/${run}/checkpoints/${run}:latest";

    @TempDir
    private Path folder;

    private Path checkout(String module) throws IOException {
        Files.createDirectories(folder.resolve("tools"));
        Files.writeString(folder.resolve("tools/run.py"), "");
        Files.writeString(Files.createDirectories(folder.resolve("recipes")).resolve("mine.py"), module);
        return folder;
    }

    @Test
    void a_module_is_a_recipe_whose_functions_are_its_tools() {
        var recipe = Recipes.resolve(ARENA, STAND_IN);
        assertThat(recipe.name()).isEqualTo("arena");
        assertThat(recipe.train().command())
                .containsExactly("${python}", "./tools/run.py", ARENA + ".train", "${args}");
        assertThat(recipe.train().args()).isEqualTo(Map.of("run", "${run}", "group", "${sweep}"));
        assertThat(recipe.evaluate().orElseThrow().command()).contains(ARENA + ".evaluate_in_sweep");
        assertThat(recipe.evaluate().orElseThrow().args()).isEqualTo(Map.of("policy_uri", NEWEST));
        assertThat(recipe.tools()).containsOnlyKeys("evaluate_in_sweep", "evaluate_stub");
        assertThat(Recipes.resolve(ARENA + ".train", STAND_IN).evaluate()).isEqualTo(recipe.evaluate());
        assertThat(Recipes.defaults(ARENA, STAND_IN))
                .as("the built-in arena's are not its")
                .isEmpty();
    }

    @Test
    void an_evaluation_is_told_the_policy_as_it_takes_it() throws IOException {
        var home = checkout("""
                from elsewhere import (
                    train,  # as it is there
                    Config as Other, evaluate_them as evaluate_others,
                )
                def evaluate(
                    policy_uris: Sequence[str] = tuple(()),
                ): ...
                async def train_shaped(run=None): ...
                """);
        var recipe = Recipes.resolve("recipes.mine", home);
        assertThat(recipe.evaluate().orElseThrow().args()).isEqualTo(Map.of("policy_uris", "[\"" + NEWEST + "\"]"));
        assertThat(recipe.tools()).containsOnlyKeys("evaluate_others", "train_shaped");
        var shaped = Recipes.resolve("recipes.mine.train_shaped", home);
        assertThat(shaped.train().command()).contains("recipes.mine.train_shaped");
        assertThat(shaped.evaluate()).isEqualTo(recipe.evaluate());
        assertThat(recipe.evaluatedBy("evaluate_others")
                        .evaluate()
                        .orElseThrow()
                        .args())
                .containsKey("policy_uri");
    }

    @Test
    void a_locked_checkout_is_run_by_uv() throws IOException {
        var home = checkout("def train(): ...");
        Files.writeString(home.resolve("uv.lock"), "");
        var recipe = Recipes.resolve("recipes.mine", home);
        assertThat(recipe.train().command()).startsWith("uv", "run", "./tools/run.py");
        assertThat(recipe.evaluate()).isEmpty();
        var tree = Json.readTree(Json.write(recipe.toTree()));
        assertThat(Recipe.fromTree(tree)).isEqualTo(recipe.withoutTools());
    }

    @Test
    void what_is_not_there_is_said() throws IOException {
        var home = checkout("def trian(): ...\ndef evaluate(): ...\n");
        assertThatThrownBy(() -> Recipes.resolve("recipes.mine", home))
                .isInstanceOf(SweepException.class)
                .hasMessage("the module recipes.mine has no function 'train'; it has trian, evaluate");
        assertThatThrownBy(() -> Recipes.resolve("recipes.others", home))
                .hasMessageStartingWith("unknown recipe 'recipes.others'");
        assertThatThrownBy(() -> Recipes.resolve("recipes.experiment.arna", STAND_IN))
                .hasMessageStartingWith(
                        "unknown recipe 'recipes.experiment.arna'; did you mean 'recipes.experiment.arena'?");
        assertThatThrownBy(() -> Recipes.resolve(ARENA + ".trian", STAND_IN))
                .hasMessage("the recipe arena has no tool 'trian'; did you mean 'train'?");
        for (var odd : List.of("recipes..mine", "../recipes.mine", "recipes.<img>", "recipes.mine\n")) {
            assertThat(Checkout.recipe(odd, home)).as(odd).isEmpty();
        }
    }

    @Test
    void its_log_lines_and_tables_are_read() {
        var source = (MetricSource.StdoutPatterns)
                Recipes.resolve(ARENA, STAND_IN).train().metrics().getFirst();
        var line = PatternLine.of(source.patterns());
        var found = line.parse("epoch 1 _ 6,144/12,288 (50.0%) _ 52 sps _ heart.created 0.250", (_, _) -> {});
        assertThat(found.toString())
                .matches(Pattern.compile(".*agent_step=6144\\.0.*Optional\\[6144].*heart\\.created=0\\.25.*"));
        assertThat(line.parse("\u2502 evaluator/eval_sweep/score \u2502 -1.5e-1 \u2502", (_, _) -> {})
                        .toString())
                .contains("evaluator/eval_sweep/score=-0.15");
        assertThat(line.parse("wrote /data/run.v1 at 12:30", (_, _) -> {})).isEmpty();
    }
}
