package metta.sweep.recipe;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import metta.sweep.JobRecord;
import metta.sweep.Program;
import metta.sweep.SweepException;
import metta.sweep.Workspace;
import metta.sweep.config.Layer;
import metta.sweep.config.Metric;
import metta.sweep.config.YamlReader;
import metta.sweep.json.Json;
import metta.sweep.process.Machine;
import metta.sweep.provenance.Witness;

/// Recipes by the names that a person gives them, and the programs that they describe.
public final class Recipes {
    private static final String SWEEP = "sweep";
    private static final String METRIC = "metric";

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
        throw new SweepException(SweepException.Exit.NOT_FOUND, new UnknownRecipe(nameOrPath, cwd).text());
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
        return RecipeFiles.file(nameOrPath, cwd)
                .map(Recipes::load)
                .or(() -> Checkout.recipe(nameOrPath, cwd))
                .or(() -> nameOrPath.equals(ArenaRecipe.NAME) ? Optional.of(ArenaRecipe.at(cwd)) : Optional.empty());
    }

    /// What the recipe that a person names says about sweeps of it: its `sweep` section, which a sweep's own
    /// description goes over.
    public static Optional<Layer> defaults(String nameOrPath, Path cwd) {
        for (var reading : ToolName.readings(nameOrPath)) {
            var file = RecipeFiles.file(reading.recipe(), cwd);
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
            var file = RecipeFiles.file(reading.recipe(), cwd);
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

    /// Reads a recipe.yaml, or the one in a folder.
    ///
    /// @throws metta.sweep.config.InvalidConfigException with everything that is wrong in it
    public static Recipe load(Path path) {
        requireNoProgram(path);
        Path file = RecipeFiles.file(path).toAbsolutePath().normalize();
        Path home = Optional.ofNullable(file.getParent()).orElse(file);
        var name = RecipeFiles.oneOfSeveral(file).orElseGet(() -> String.valueOf(home.getFileName()));
        return YamlReader.read(file, new RecipeReader(home, name)::read);
    }

    /// Refuses a program where a file is expected that describes one or a sweep of it, with the least that a
    /// recipe.yaml says.
    ///
    /// @throws metta.sweep.config.InvalidConfigException if the file is called like a program
    public static void requireNoProgram(Path file) {
        SmallestRecipe.requireNoProgram(file);
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
}
