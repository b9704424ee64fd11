package metta.sweep.recipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import metta.sweep.JobRecord;
import metta.sweep.Program;
import metta.sweep.SweepException;
import metta.sweep.Workspace;
import metta.sweep.config.Aggregate;
import metta.sweep.config.Goal;
import metta.sweep.config.Metric;
import metta.sweep.config.Spelling;
import metta.sweep.config.YamlReader;

/// Finds recipes: by path, by name, and those that are built in.
public final class Recipes {
    private static final String FILE = "recipe.yaml";
    private static final Pattern FILE_NAME = Pattern.compile("\\.(ya?ml|json)$");
    private static final String ARENA = "arena";
    private static final List<String> FOLDERS = List.of("examples", "recipes");

    private Recipes() {}

    /// The recipe that a person names: a recipe.yaml, a folder with one, a built-in name, or the name of a folder in
    /// `examples/` or `recipes/`.
    ///
    /// @param cwd what relative paths start from
    /// @throws SweepException if there is none, with those that there are
    public static Recipe resolve(String nameOrPath, Path cwd) {
        return at(nameOrPath, cwd)
                .or(() -> nameOrPath.equals(ARENA) ? Optional.of(arena(cwd)) : Optional.empty())
                .or(() -> FOLDERS.stream()
                        .flatMap(folder -> at(nameOrPath, cwd.resolve(folder)).stream())
                        .findFirst())
                .orElseThrow(() -> new SweepException(SweepException.Exit.NOT_FOUND, refusal(nameOrPath, cwd)));
    }

    private static String refusal(String name, Path cwd) {
        var known = known(cwd);
        var there = path(name, cwd).filter(Files::isDirectory);
        if (there.isPresent()) {
            var within = folders(there.get());
            return "the folder %s has no recipe.yaml. %s"
                    .formatted(
                            Spelling.shown(name),
                            within.isEmpty()
                                    ? "Write one, which says how the program is started, or name another recipe: "
                                            + String.join(", ", known)
                                    : "These folders in it have one: " + String.join(", ", within));
        }
        boolean file = FILE_NAME.matcher(name).find();
        var nearBy = beside(name, cwd);
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
                .formatted(Spelling.shown(name), meant.orElse("."), String.join(", ", known), FILE);
    }

    /// The recipes where a path leads to, if its last name is not taken at its word.
    private static List<String> beside(String name, Path cwd) {
        int last = name.stripTrailing().replaceFirst("/+$", "").lastIndexOf('/') + 1;
        var parent = name.substring(0, last);
        return path(parent, cwd).stream()
                .flatMap(folder -> children(folder, Recipes::isRecipe).stream())
                .map(parent::concat)
                .toList();
    }

    private static boolean isRecipe(Path path) {
        return Files.isRegularFile(path.resolve(FILE))
                || (FILE_NAME.matcher(path.toString()).find() && Files.isRegularFile(path));
    }

    /// Reads a recipe.yaml, or the one in a folder.
    ///
    /// @throws metta.sweep.config.InvalidConfigException with everything that is wrong in it
    public static Recipe load(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve(FILE) : path;
        Path home = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        return YamlReader.read(file, new RecipeReader(home)::read);
    }

    /// The names that [#resolve] knows: the built-in ones, then the folders in `examples/` and `recipes/`, then those
    /// right here.
    public static List<String> known(Path cwd) {
        var names = new ArrayList<String>();
        names.add(ARENA);
        for (String folder : FOLDERS) {
            names.addAll(folders(cwd.resolve(folder)));
        }
        names.addAll(folders(cwd));
        return names.stream().distinct().toList();
    }

    /// The recipe of that name which needs no file.
    public static Optional<Recipe> builtIn(String name) {
        return name.equals(ARENA) ? Optional.of(arena(Path.of(""))) : Optional.empty();
    }

    /// The recipe's regular expressions that found no metric in anything that the job printed.
    public static List<String> unmatched(Recipe recipe, JobRecord job) {
        return new Unmatched(recipe).of(job);
    }

    /// The program of a recipe in a sweep's folder.
    ///
    /// @param environment of this process
    /// @param wanted metrics that are kept however many others there are, such as the objective and the cost
    /// @param warnings told, once a job, what was not read and why
    public static Program program(
            Recipe recipe,
            Workspace workspace,
            Map<String, String> environment,
            Set<String> wanted,
            Consumer<String> warnings) {
        return new RecipeProgram(recipe, workspace, environment, wanted, warnings);
    }

    private static Recipe arena(Path cwd) {
        return new Recipe(
                ARENA,
                cwd,
                "",
                Map.of(),
                new Step(arena("train"), ArgumentStyle.KEY_VALUE, Map.of("run", "${run}"), List.of()),
                Optional.of(new Step(
                        arena("evaluate"), ArgumentStyle.KEY_VALUE, Map.of("policy_uri", "${policy_uri}"), List.of())),
                Optional.of(new Metric("evaluator/eval_arena/score", Goal.MAXIMIZE, Aggregate.LAST)));
    }

    private static List<String> arena(String command) {
        return List.of(Macros.JAVA, "metta.sweep.arena.Arena", command);
    }

    private static List<String> folders(Path parent) {
        return children(parent, child -> Files.isRegularFile(child.resolve(FILE)));
    }

    private static List<String> children(Path parent, Predicate<Path> wanted) {
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

    private static Optional<Recipe> at(String path, Path cwd) {
        return path(path, cwd)
                .filter(there -> Files.isRegularFile(there) || Files.isRegularFile(there.resolve(FILE)))
                .map(Recipes::load);
    }

    private static Optional<Path> path(String path, Path cwd) {
        try {
            return Optional.of(cwd.resolve(path));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }
}
