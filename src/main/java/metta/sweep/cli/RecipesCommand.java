package metta.sweep.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metta.sweep.config.InvalidConfigException;
import metta.sweep.config.Layer;
import metta.sweep.json.Json;
import metta.sweep.recipe.Recipe;
import metta.sweep.recipe.Recipes;
import metta.sweep.recipe.Step;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    int list(@Option(names = "--json", description = "Print as JSON.") boolean json) {
        var names = Recipes.known(here());
        if (json) {
            terminal.out().println(Json.writePretty(names));
            return 0;
        }
        int widest = names.stream().mapToInt(String::length).max().orElse(0);
        names.forEach(name -> terminal.out()
                .println("%s  %s".formatted(Values.plain(name) + " ".repeat(widest - name.length()), glance(name))));
        terminal.err().println("More of one: metta recipes show NAME. Sweep one: metta sweep start NAME");
        return 0;
    }

    /// A recipe with mistakes hides no other.
    private static String glance(String name) {
        try {
            var recipe = Recipes.resolve(name, here());
            var metric = recipe.metric().map(each -> Trees.word(each.goal()) + " " + each.name());
            var ready = Recipes.defaults(name, here())
                    .map(Layer::tree)
                    .orElse(Map.of())
                    .containsKey("parameters");
            return Values.plain("%s%s%s"
                    .formatted(
                            metric.orElse("no metric of its own"),
                            recipe.evaluate().isPresent() ? ", evaluated" : "",
                            ready ? "" : "; needs a sweep.yaml"));
        } catch (InvalidConfigException _) {
            return "has mistakes: metta sweep validate shows them";
        }
    }

    @Command(
            description = "Shows how a recipe's programs are started, and what a sweep of it is like.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  metta recipes show arena"})
    int show(
            @Parameters(paramLabel = "RECIPE", description = "Its name or path.") String name,
            @Option(names = "--json", description = "Print as JSON.") boolean json) {
        var recipe = Recipes.resolve(name, here());
        var section = Recipes.defaults(name, here()).map(Layer::tree).orElse(Map.of());
        if (json) {
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
            if (value instanceof Map<?, ?> map && key.equals("parameters")) {
                lines.add("  parameters:");
                map.forEach((parameter, values) ->
                        lines.add("    " + Values.plain(parameter + ": " + FlowText.of(values))));
            } else {
                lines.add("  " + Values.plain(key + ": " + FlowText.of(value)));
            }
        });
        lines.add("Sweep it: metta sweep start " + Typed.quoted(name));
        return lines;
    }

    private static String command(Step step) {
        return Values.plain("%s  (arguments as %s)"
                .formatted(String.join(" ", step.command()), step.form().style().word()));
    }

    private static Path here() {
        return Path.of("").toAbsolutePath();
    }
}
