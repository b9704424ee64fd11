package metta.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import metta.sweep.SweepException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecipeFilesTest {
    @TempDir
    private Path folder;

    @Test
    void recipes_are_found_by_path_by_folder_and_by_name() throws IOException {
        Files.createDirectories(folder.resolve("examples/mine"));
        Files.writeString(folder.resolve("examples/mine/recipe.yaml"), "train: {command: x}");
        Files.createDirectories(folder.resolve("recipes/other"));
        assertThat(Recipes.resolve("mine", folder).name()).isEqualTo("mine");
        assertThat(Recipes.resolve("examples/mine", folder).name()).isEqualTo("mine");
        assertThat(Recipes.resolve("examples/mine/recipe.yaml", folder).name()).isEqualTo("mine");
        assertThat(Recipes.resolve("arena", folder).home()).isEqualTo(folder.toAbsolutePath());
        assertThat(RecipeFiles.known(folder)).containsExactly("arena", "mine");
    }

    @Test
    void a_folder_may_have_several_recipes() throws IOException {
        var programs = Files.createDirectories(folder.resolve("examples/programs"));
        for (var name : new String[] {"digits", "trees"}) {
            Files.writeString(programs.resolve(name + ".recipe.yaml"), "train: {command: x}");
        }
        Files.writeString(folder.resolve("here.recipe.yaml"), "train: {command: x}");
        for (var words : new String[] {
            "programs/trees", "examples/programs/trees", programs + "/trees", "examples/programs/trees.recipe.yaml"
        }) {
            var recipe = Recipes.resolve(words, folder);
            assertThat(recipe.name()).isEqualTo("trees");
            assertThat(recipe.home()).isEqualTo(programs.toAbsolutePath());
        }
        assertThat(Recipes.resolve("here", folder).name()).isEqualTo("here");
        assertThat(RecipeFiles.known(folder)).containsExactly("arena", "programs/digits", "programs/trees", "here");
        assertThatThrownBy(() -> Recipes.resolve("examples/programs", folder))
                .hasMessage("the folder examples/programs has no recipe.yaml. These are in it: digits, trees");
        assertThatThrownBy(() -> Recipes.resolve("programs/treees", folder))
                .hasMessageContaining("did you mean 'programs/trees'?");
    }

    @Test
    void an_unknown_recipe_names_the_likely_one() throws IOException {
        assertThatThrownBy(() -> Recipes.resolve("arenna", folder))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining("did you mean 'arena'?");
        assertThatThrownBy(() -> Recipes.resolve("a\0b", folder)).isInstanceOf(SweepException.class);
    }

    @Test
    void a_slip_in_the_name_of_a_folder_near_by_is_seen() throws IOException {
        for (var each : new String[] {"trainer", "work/detector"}) {
            Files.createDirectories(folder.resolve(each));
            Files.writeString(folder.resolve(each).resolve("recipe.yaml"), "train: {command: x}");
        }
        assertThatThrownBy(() -> Recipes.resolve("trianer", folder))
                .hasMessage("unknown recipe 'trianer'; did you mean 'trainer'? Known here: arena, trainer."
                        + " Or give the path of a folder with a recipe.yaml");
        assertThatThrownBy(() -> Recipes.resolve("work/detecter", folder))
                .hasMessageContaining("did you mean 'work/detector'?");
        assertThatThrownBy(() -> Recipes.resolve(folder + "/work/detectr/", folder))
                .hasMessageContaining("did you mean '%s/work/detector'?".formatted(folder));
    }

    @Test
    void a_path_that_leads_nowhere_is_said_to_with_a_name_near_by() throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), "train: {command: x}");
        assertThatThrownBy(() -> Recipes.resolve("nowhere/detector", folder))
                .isInstanceOfSatisfying(
                        SweepException.class, e -> assertThat(e.exit()).isEqualTo(SweepException.Exit.NOT_FOUND))
                .hasMessage("nowhere/detector: there is no such file or folder (looked for from %s)".formatted(folder));
        assertThatThrownBy(() -> Recipes.resolve("mien.yaml", folder))
                .hasMessage("mien.yaml: there is no such file; did you mean 'mine.yaml'?");
        assertThatThrownBy(() -> Recipes.resolve(folder + "/mien.yml", folder))
                .hasMessage(
                        "%s/mien.yml: there is no such file; did you mean '%s/mine.yaml'?".formatted(folder, folder));
        assertThatThrownBy(() -> Recipes.resolve("/nowhere/x", folder))
                .hasMessage("/nowhere/x: there is no such file or folder");
    }

    @Test
    void a_folder_without_a_recipe_is_said_to_lack_one() throws IOException {
        Files.createDirectories(folder.resolve("work/empty"));
        assertThatThrownBy(() -> Recipes.resolve("work/empty", folder))
                .isInstanceOfSatisfying(
                        SweepException.class, e -> assertThat(e.exit()).isEqualTo(SweepException.Exit.NOT_FOUND))
                .hasMessage("""
                        the folder work/empty has no recipe.yaml. Write one, which says how the program is started, such as
                          train: {program: train.py, style: --key=value}
                          metrics: {train: {stdout: key=value}}
                        Or name another recipe: arena""");
        Files.writeString(folder.resolve("work/empty/my fit.py"), "");
        assertThatThrownBy(() -> Recipes.resolve("work/empty", folder))
                .hasMessageContaining("\n  train: {program: \"my fit.py\", style: ");
        Files.createDirectories(folder.resolve("work/full"));
        Files.writeString(folder.resolve("work/full/recipe.yaml"), "train: {command: x}");
        assertThatThrownBy(() -> Recipes.resolve("work", folder))
                .hasMessage("the folder work has no recipe.yaml. These are in it: full");
    }
}
