package metta.sweep.recipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where recipes lie as files, and what they are called after their files.
public final class RecipeFiles {
    static final String FILE = "recipe.yaml";

    /// How the files end of which a folder may have several: `NAME.recipe.yaml`.
    private static final String ONE_OF_SEVERAL = "." + FILE;

    private static final Pattern FILE_NAME = Pattern.compile("\\.(ya?ml|json)$");
    private static final List<String> FOLDERS = List.of("examples", "recipes");

    private RecipeFiles() {}

    /// The file of the recipe that a person names, unless it is a built-in one.
    static Optional<Path> file(String nameOrPath, Path cwd) {
        var places = Stream.concat(
                Stream.of(cwd),
                nameOrPath.equals(ArenaRecipe.NAME)
                        ? Stream.empty()
                        : FOLDERS.stream().map(cwd::resolve));
        return places.flatMap(place -> at(nameOrPath, place).stream()).findFirst();
    }

    /// Whether a person who writes this means a file.
    static boolean isFileName(String name) {
        return FILE_NAME.matcher(name).find();
    }

    /// The recipe.yaml of a folder; a file is itself.
    public static Path file(Path path) {
        return Files.isDirectory(path) ? path.resolve(FILE) : path;
    }

    /// Whether a file is a recipe whatever it says: `recipe.yaml`, or `NAME.recipe.yaml`.
    public static boolean isNamedAsRecipe(Path file) {
        return file.endsWith(FILE) || oneOfSeveral(file).isPresent();
    }

    /// What a recipe is called by the name of its file, if that says more than its folder's.
    static Optional<String> oneOfSeveral(Path file) {
        var name = String.valueOf(file.getFileName());
        return name.endsWith(ONE_OF_SEVERAL) && name.length() > ONE_OF_SEVERAL.length()
                ? Optional.of(name.substring(0, name.length() - ONE_OF_SEVERAL.length()))
                : Optional.empty();
    }

    /// The names that [Recipes#resolve] knows: the built-in ones, then those in `examples/` and `recipes/`, then those
    /// right here.
    public static List<String> known(Path cwd) {
        var names = new ArrayList<String>();
        names.add(ArenaRecipe.NAME);
        for (String folder : FOLDERS) {
            names.addAll(names(cwd.resolve(folder)));
        }
        names.addAll(names(cwd));
        return names.stream().distinct().toList();
    }

    /// Whether a folder right here is what the name of a recipe means.
    public static boolean isFolder(String name, Path cwd) {
        return Files.isRegularFile(cwd.resolve(name).resolve(FILE));
    }

    /// The recipes in a folder, and those in its folders that have several.
    static List<String> names(Path parent) {
        var names = new ArrayList<String>(several(parent));
        for (var child : children(parent, Files::isDirectory)) {
            var folder = parent.resolve(child);
            if (Files.isRegularFile(folder.resolve(FILE))) {
                names.add(child);
            }
            several(folder).forEach(name -> names.add(child + "/" + name));
        }
        return names;
    }

    private static List<String> several(Path folder) {
        return children(folder, file -> oneOfSeveral(file).isPresent() && Files.isRegularFile(file)).stream()
                .map(file -> oneOfSeveral(Path.of(file)).orElse(file))
                .toList();
    }

    /// The names in a folder that are wanted, in order; none where it cannot be looked into.
    static List<String> children(Path parent, Predicate<Path> wanted) {
        if (!Files.isDirectory(parent) || !Files.isReadable(parent)) {
            return List.of();
        }
        try (var children = Files.list(parent)) {
            return children.filter(wanted)
                    .map(child -> String.valueOf(child.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + parent, e);
        }
    }

    private static Optional<Path> at(String path, Path cwd) {
        return Stream.of(path, path + ONE_OF_SEVERAL)
                .flatMap(each -> path(each, cwd).stream())
                .map(RecipeFiles::file)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /// As seen from there, if it can be a path at all.
    static Optional<Path> path(String path, Path cwd) {
        try {
            return Optional.of(cwd.resolve(path));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }
}
