package metta.sweep.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.config.InvalidConfigException;
import metta.sweep.config.Layer;
import metta.sweep.config.Metric;
import metta.sweep.json.Json;
import metta.sweep.recipe.Recipe;
import metta.sweep.recipe.RecipeFiles;
import metta.sweep.recipe.Recipes;
import metta.sweep.recipe.Step;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows what there is to be swept.
@Command(
        name = "recipes",
        description = "Shows the recipes there are: built in, in examples/ and recipes/, and right here.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  metta recipes list", "  metta recipes show arena"})
final class RecipesCommand implements Runnable {
    private static final String METRIC = "metric";
    private static final String PARAMETERS = "parameters";
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    RecipesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what about the recipes? There are list and show");
    }

    @Command(
            description = "Lists the recipes there are.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  metta recipes list"})
    int list(@Mixin RowsOutput output) {
        output.form();
        var glances =
                RecipeFiles.known(here()).stream().map(RecipesCommand::glance).toList();
        var trees = glances.stream().map(Glance::tree).toList();
        output.print(terminal, Report.of("recipe", trees), () -> show(glances));
        return 0;
    }

    private void show(List<Glance> glances) {
        int widest = glances.stream()
                .mapToInt(each -> Columns.of(Values.plain(each.name())))
                .max()
                .orElse(0);
        glances.forEach(each -> terminal.out()
                .println("%s  %s".formatted(Columns.padded(Values.plain(each.name()), widest), each.words())));
        boolean allReady = glances.stream().allMatch(Glance::ready);
        terminal.err()
                .println("More of one: metta recipes show NAME. Sweep one: metta sweep start NAME"
                        + (allReady ? "" : "; where it needs a sweep.yaml, metta sweep init NAME prints a first one"));
    }

    /// A recipe in the list.
    ///
    /// @param found empty where it has mistakes
    /// @param ready whether a sweep of it needs no sweep.yaml
    private record Glance(String name, Optional<Recipe> found, boolean ready) {
        String words() {
            return found.map(recipe -> Values.plain("%s%s%s"
                            .formatted(
                                    recipe.metric()
                                            .map(each -> Trees.word(each.goal()) + " " + each.name())
                                            .orElse("no metric of its own"),
                                    recipe.evaluate().isPresent() ? ", evaluated" : "",
                                    ready ? "" : "; needs a sweep.yaml")))
                    .orElse("has mistakes: metta sweep validate shows them");
        }

        Map<String, Object> tree() {
            var metric = found.flatMap(Recipe::metric);
            var tree = new LinkedHashMap<String, Object>();
            tree.put("recipe", name);
            tree.put("metric", metric.map(Metric::name));
            tree.put("goal", metric.map(each -> Trees.word(each.goal())));
            tree.put("evaluated", found.map(recipe -> recipe.evaluate().isPresent()));
            tree.put("ready", ready);
            tree.put("mistakes", found.isEmpty());
            return tree;
        }
    }

    /// A recipe with mistakes hides no other.
    private static Glance glance(String name) {
        try {
            var recipe = Recipes.resolve(name, here());
            return new Glance(name, Optional.of(recipe), ready(section(name)));
        } catch (InvalidConfigException _) {
            return new Glance(name, Optional.empty(), false);
        }
    }

    /// What the recipe says of sweeps.
    private static Map<String, Object> section(String name) {
        return Recipes.defaults(name, here()).map(Layer::tree).orElse(Map.of());
    }

    private static boolean ready(Map<String, Object> section) {
        return section.containsKey(PARAMETERS);
    }

    @Command(
            description = "Shows how a recipe's programs are started, and what a sweep of it is like.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  metta recipes show arena"})
    int show(
            @Parameters(paramLabel = "RECIPE", description = "Its name or path.") String name,
            @Mixin DocumentOutput output) {
        var recipe = Recipes.resolve(name, here());
        var section = section(name);
        if (output.json()) {
            var tree = new LinkedHashMap<>(recipe.toTree());
            tree.put("sweep", section);
            terminal.out().println(Json.writePretty(tree));
        } else {
            terminal.print(lines(name, recipe, section));
        }
        recipe.check(System.getenv()).forEach(terminal::warn);
        return 0;
    }

    private static List<String> lines(String name, Recipe recipe, Map<String, Object> section) {
        var lines = new ArrayList<String>();
        lines.add("%s in %s".formatted(Values.plain(recipe.name()), recipe.home()));
        lines.add("train:     " + command(recipe.train()));
        recipe.evaluate().ifPresent(step -> lines.add("evaluate:  " + command(step)));
        recipe.metric()
                .ifPresent(metric -> lines.add(
                        "metric:    %s %s".formatted(Trees.word(metric.goal()), Values.plain(metric.name()))));
        lines.add("sweep:     "
                + (section.isEmpty() ? "says nothing of sweeps; metta sweep init writes a first file" : ""));
        section.forEach((key, value) -> {
            if (value instanceof Map<?, ?> map && key.equals(PARAMETERS)) {
                lines.add("  parameters:");
                map.forEach((parameter, values) ->
                        lines.add("    " + Values.plain(parameter + ": " + FlowText.of(values))));
            } else {
                lines.add("  " + Values.plain(key + ": " + FlowText.of(value)));
            }
        });
        lines.addAll(
                how(Typed.quoted(name), ready(section), recipe.metric().isPresent() || section.containsKey(METRIC)));
        return lines;
    }

    /// How it is swept: one that says nothing of parameters needs to be told of them.
    private static List<String> how(String name, boolean ready, boolean metric) {
        var start = "metta sweep start " + name;
        return ready
                ? List.of("Sweep it: " + start)
                : List.of(
                        "Sweep it: metta sweep init %s >sweep.yaml, look it over, then %s --config sweep.yaml"
                                .formatted(name, start),
                        "Or without a file: %s --grid NAME=V1,V2%s"
                                .formatted(start, metric ? "" : " --set metric=NAME"));
    }

    private static String command(Step step) {
        return Values.plain("%s  (arguments as %s)"
                .formatted(String.join(" ", step.command()), step.form().style().word()));
    }

    private static Path here() {
        return Path.of("").toAbsolutePath();
    }
}
