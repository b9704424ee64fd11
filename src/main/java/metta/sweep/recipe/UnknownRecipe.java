package metta.sweep.recipe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import metta.sweep.config.Spelling;

/// Says that there is no recipe where a person names one, and which there are.
record UnknownRecipe(String name, Path cwd) {
    String text() {
        var known = RecipeFiles.known(cwd);
        var there = RecipeFiles.path(name, cwd).filter(Files::isDirectory);
        if (there.isPresent()) {
            var within = RecipeFiles.names(there.get());
            return "the folder %s has no recipe.yaml. %s"
                    .formatted(
                            Spelling.shown(name),
                            within.isEmpty()
                                    ? "Write one, which says how the program is started, such as\n%s\nOr name another recipe: %s"
                                            .formatted(
                                                    SmallestRecipe.in(there.get())
                                                            .text(),
                                                    String.join(", ", known))
                                    : "These are in it: " + String.join(", ", within));
        }
        boolean file = RecipeFiles.isFileName(name);
        var nearBy = Stream.concat(beside().stream(), Checkout.beside(name, cwd).stream())
                .toList();
        var meant = Spelling.guess(
                        name,
                        file
                                ? nearBy
                                : Stream.concat(known.stream(), nearBy.stream()).toList())
                .map("; did you mean '%s'?"::formatted);
        if (file || name.contains("/")) {
            return "%s: there is no such file%s%s"
                    .formatted(
                            Spelling.shown(name),
                            file ? "" : " or folder",
                            meant.orElse(name.startsWith("/") ? "" : " (looked for from %s)".formatted(cwd)));
        }
        return "unknown recipe '%s'%s Known here: %s. Or give the path of a folder with a %s"
                .formatted(Spelling.shown(name), meant.orElse("."), String.join(", ", known), RecipeFiles.FILE);
    }

    /// The recipes where a path leads to, if its last name is not taken at its word.
    private List<String> beside() {
        int last = name.stripTrailing().replaceFirst("/+$", "").lastIndexOf('/') + 1;
        var parent = name.substring(0, last);
        return RecipeFiles.path(parent, cwd).stream()
                .flatMap(folder -> RecipeFiles.children(folder, UnknownRecipe::isRecipe).stream())
                .map(parent::concat)
                .toList();
    }

    private static boolean isRecipe(Path path) {
        return Files.isRegularFile(path.resolve(RecipeFiles.FILE))
                || (RecipeFiles.isFileName(path.toString()) && Files.isRegularFile(path));
    }
}
