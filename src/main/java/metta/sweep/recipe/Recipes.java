package metta.sweep.recipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
import metta.sweep.config.Layer;
import metta.sweep.config.Metric;
import metta.sweep.config.Spelling;
import metta.sweep.config.YamlReader;
import metta.sweep.json.Json;
import metta.sweep.process.Machine;
import metta.sweep.provenance.Witness;

/// Finds recipes: by path, by name, and those that are built in.
public final class Recipes {
    private static final String FILE = "recipe.yaml";

    /// How the files end of which a folder may have several: `NAME.recipe.yaml`.
    private static final String ONE_OF_SEVERAL = "." + FILE;

    private static final Pattern FILE_NAME = Pattern.compile("\\.(ya?ml|json)$");
    private static final String SWEEP = "sweep";
    private static final String METRIC = "metric";
    private static final List<String> FOLDERS = List.of("examples", "recipes");

    private Recipes() {}

    /// The recipe that a person names: a recipe.yaml, a folder with one, `folder/name` for a `name.recipe.yaml`
    /// in it, a built-in name, or any of these as seen from `examples/` or `recipes/`; behind each may stand one
    /// of its tools, `arena.sweep_train`, which is then what is trained. In a checkout of the
    /// Python original it is a module.
    ///
    /// @param cwd what relative paths start from
    /// @throws SweepException if there is none, with those that there are
    public static Recipe resolve(String nameOrPath, Path cwd) {
        for (var reading : ToolName.readings(nameOrPath)) {
            var found = found(reading.recipe(), cwd);
            if (found.isPresent()) {
                return reading.tool().map(found.get()::sweeping).orElseGet(found::get);
            }
        }
        throw new SweepException(SweepException.Exit.NOT_FOUND, refusal(nameOrPath, cwd));
    }

    /// The recipe for running the tool that a person names by itself, `arena.train`: the tool is its training, and its
    /// evaluation is what the tool names as following. Where a recipe has one only, it need not be named.
    ///
    /// @throws SweepException if there is no such recipe or tool, or none is named, with those that there are
    public static Recipe tool(String name, Path cwd) {
        var named = ToolName.readings(name).stream()
                .filter(each ->
                        each.tool().isPresent() && found(each.recipe(), cwd).isPresent())
                .findFirst();
        if (named.isEmpty()) {
            var recipe = resolve(name, cwd);
            if (recipe.allTools().size() == 1) {
                return recipe;
            }
            var tools = recipe.allTools().stream()
                    .map(tool -> name + "." + tool.name())
                    .toList();
            throw new SweepException(SweepException.Exit.USAGE, "which tool? One of " + String.join(", ", tools));
        }
        var recipe = found(named.get().recipe(), cwd).orElseThrow();
        var tool = named.get().tool().orElseThrow();
        var alone = recipe.sweeping(tool);
        boolean followed = recipe.tool(tool).flatMap(Tool::then).isPresent();
        return followed ? alone : alone.withoutEvaluation();
    }

    private static Optional<Recipe> found(String nameOrPath, Path cwd) {
        return file(nameOrPath, cwd)
                .map(Recipes::load)
                .or(() -> Checkout.recipe(nameOrPath, cwd))
                .or(() -> nameOrPath.equals(ArenaRecipe.NAME) ? Optional.of(ArenaRecipe.at(cwd)) : Optional.empty());
    }

    /// The file of the recipe that a person names, unless it is a built-in one.
    private static Optional<Path> file(String nameOrPath, Path cwd) {
        var places = Stream.concat(
                Stream.of(cwd),
                nameOrPath.equals(ArenaRecipe.NAME)
                        ? Stream.empty()
                        : FOLDERS.stream().map(cwd::resolve));
        return places.flatMap(place -> at(nameOrPath, place).stream()).findFirst();
    }

    /// What the recipe that a person names says about sweeps of it: its `sweep` section, which a sweep's own
    /// description goes over.
    public static Optional<Layer> defaults(String nameOrPath, Path cwd) {
        for (var reading : ToolName.readings(nameOrPath)) {
            var file = file(reading.recipe(), cwd);
            if (file.isPresent()) {
                return Layer.in(file.get(), SWEEP);
            }
            if (Checkout.recipe(reading.recipe(), cwd).isPresent()) {
                return Optional.empty();
            }
            if (reading.recipe().equals(ArenaRecipe.NAME)) {
                return Optional.of(ArenaRecipe.defaults());
            }
        }
        return Optional.empty();
    }

    /// The metric of the recipe that a person names, as a sweep's description has it.
    public static Optional<Layer> metric(String nameOrPath, Path cwd) {
        for (var reading : ToolName.readings(nameOrPath)) {
            var file = file(reading.recipe(), cwd);
            if (file.isPresent()) {
                return Layer.only(file.get(), METRIC);
            }
            var found = found(reading.recipe(), cwd);
            if (found.isPresent()) {
                return found.get().metric().map(each -> Layer.of("the recipe " + reading.recipe(), METRIC, flow(each)));
            }
        }
        return Optional.empty();
    }

    private static String flow(Metric metric) {
        return Json.write(Map.of(
                "name", metric.name(),
                "goal", metric.goal().name().toLowerCase(Locale.ROOT),
                "aggregate", metric.aggregate().name().toLowerCase(Locale.ROOT)));
    }

    /// Whether a person who writes this means a file.
    static boolean isFileName(String name) {
        return FILE_NAME.matcher(name).find();
    }

    private static String refusal(String name, Path cwd) {
        var known = known(cwd);
        var there = path(name, cwd).filter(Files::isDirectory);
        if (there.isPresent()) {
            var within = names(there.get());
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
        boolean file = FILE_NAME.matcher(name).find();
        var nearBy = Stream.concat(beside(name, cwd).stream(), Checkout.beside(name, cwd).stream())
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
        requireNoProgram(path);
        Path file = file(path).toAbsolutePath().normalize();
        Path home = Optional.ofNullable(file.getParent()).orElse(file);
        var name = oneOfSeveral(file).orElseGet(() -> String.valueOf(home.getFileName()));
        return YamlReader.read(file, new RecipeReader(home, name)::read);
    }

    /// The recipe.yaml of a folder; a file is itself.
    public static Path file(Path path) {
        return Files.isDirectory(path) ? path.resolve(FILE) : path;
    }

    /// Whether a file is a recipe whatever it says: `recipe.yaml`, or `NAME.recipe.yaml`.
    public static boolean isNamedAsRecipe(Path file) {
        return file.endsWith(FILE) || oneOfSeveral(file).isPresent();
    }

    /// Refuses a program where a file is expected that describes one or a sweep of it, with the least that a
    /// recipe.yaml says.
    ///
    /// @throws metta.sweep.config.InvalidConfigException if the file is called like a program
    public static void requireNoProgram(Path file) {
        SmallestRecipe.requireNoProgram(file);
    }

    private static Optional<String> oneOfSeveral(Path file) {
        var name = String.valueOf(file.getFileName());
        return name.endsWith(ONE_OF_SEVERAL) && name.length() > ONE_OF_SEVERAL.length()
                ? Optional.of(name.substring(0, name.length() - ONE_OF_SEVERAL.length()))
                : Optional.empty();
    }

    /// The names that [#resolve] knows: the built-in ones, then those in `examples/` and `recipes/`, then those right
    /// here.
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

    /// The recipe of that name which needs no file.
    public static Optional<Recipe> builtIn(String name) {
        return name.equals(ArenaRecipe.NAME) ? Optional.of(ArenaRecipe.at(Path.of(""))) : Optional.empty();
    }

    /// Where the recipe looks for metrics and found none of the job's, in sentences: the likely reason for there being
    /// none.
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

    /// Looks at what the program of a recipe is made of.
    ///
    /// @param environment that its jobs inherit
    /// @param warnings told once what cannot be found out
    public static Witness madeOf(
            Recipe recipe, Workspace workspace, Map<String, String> environment, Consumer<String> warnings) {
        var script = new PythonScript(recipe, environment);
        var own = new LinkedHashMap<>(environment);
        own.putAll(script.variables());
        return new Witness(
                recipe.home(),
                workspace.directory(),
                script.askable(),
                script.directory(),
                own,
                Machine.here().host(),
                warnings);
    }

    /// The recipes in a folder, and those in its folders that have several.
    private static List<String> names(Path parent) {
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
                .map(Recipes::file)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Optional<Path> path(String path, Path cwd) {
        try {
            return Optional.of(cwd.resolve(path));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }
}
