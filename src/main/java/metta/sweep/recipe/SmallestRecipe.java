package metta.sweep.recipe;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import metta.sweep.config.ConfigProblem;
import metta.sweep.config.InvalidConfigException;
import metta.sweep.json.Json;

/// The least that a recipe.yaml says of a program, as an example for whoever has none yet.
///
/// @param program the name of its file
record SmallestRecipe(String program) {
    private static final String USUAL = "train.py";

    /// Of the program in a folder that is probably meant.
    static SmallestRecipe in(Path folder) {
        var scripts = RecipeFiles.children(
                folder, file -> ProgramWords.SCRIPT.matcher(file.toString()).matches());
        return new SmallestRecipe(scripts.size() == 1 ? scripts.getFirst() : USUAL);
    }

    /// Refuses a program where a recipe is expected.
    ///
    /// @throws InvalidConfigException if the file is called like a program
    static void requireNoProgram(Path file) {
        var name = String.valueOf(file.getFileName());
        if (ProgramWords.SCRIPT.matcher(name).matches()) {
            var message =
                    "this is a program; it needs a recipe.yaml beside it that says how it is started, such as\n%s\n"
                                    .formatted(new SmallestRecipe(name).text())
                            + "Then name the folder. `metta sweep try` sweeps a command line without any file";
            throw new InvalidConfigException(
                    List.of(new ConfigProblem(file.toString(), Optional.empty(), "", message)));
        }
    }

    /// Two lines of YAML, indented.
    String text() {
        return "  train: {program: %s, style: --key=value}\n  metrics: {train: {stdout: key=value}}"
                .formatted(program.matches("[\\w.-]+") ? program : Json.write(program));
    }
}
