package metta.sweep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import metta.sweep.config.SweepConfigReader;

/// Orders for tests.
final class Placing {
    private Placing() {}

    static Order place(String config, String recipe) {
        return Orders.place(SweepConfigReader.parse("sweep.yaml", config), Optional.of(recipe), Optional.of("mine"));
    }

    /// Writes a recipe, and returns what a person would call it by.
    static String recipe(Path folder, String name, String text) throws IOException {
        var home = Files.createDirectories(folder.resolve(name));
        Files.writeString(home.resolve("recipe.yaml"), text);
        return home.toString();
    }
}
