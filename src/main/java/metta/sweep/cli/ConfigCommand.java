package metta.sweep.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import metta.sweep.config.Description;
import metta.sweep.config.SweepConfig;
import metta.sweep.json.Json;
import metta.sweep.recipe.Recipes;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows what a sweep would be, and starts nothing.
@Command(
        name = "config",
        description = "Shows what a sweep would be.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta sweep config show arena --set budget.time=2h --origin"})
final class ConfigCommand implements Runnable {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    ConfigCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what about the description? There is show");
    }

    @Command(
            description = "Shows a sweep's description, complete with defaults.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  metta sweep config show arena --set budget.time=2h --origin"})
    int show(
            @Parameters(arity = "0..1", paramLabel = "RECIPE", description = "What would be swept.")
                    Optional<String> recipe,
            @Mixin Overrides overrides,
            @Option(names = "--origin", description = "Say of each value where it comes from.") boolean origin,
            @Mixin DocumentOutput output) {
        if (output.json() && origin) {
            throw OutputOption.usage("--origin is told to people alone; leave out -o json, or --origin");
        }
        var config = overrides.apply(recipe, System.getenv());
        overrides.notes().forEach(note -> terminal.err().println("metta: " + note));
        var description = withMetric(overrides.describe(recipe, System.getenv()), config, recipe);
        var tree = withDefaults(description.read().toTree(), description.defaults());
        if (origin) {
            var origins = description.origins();
            if (description.text("first").equals(Optional.of("optimizer"))) {
                origins.remove("first"); // It is no configuration.
            }
            terminal.print(new Origins(tree, origins).lines());
        } else {
            terminal.out().print(output.json() ? Json.writePretty(tree) + "\n" : yaml(tree));
        }
        return 0;
    }

    /// Where a description names no metric, that of its recipe is optimized.
    private static Description withMetric(Description description, SweepConfig config, Optional<String> recipe) {
        var named = recipe.or(config::recipe).filter(_ -> config.metrics().isEmpty());
        return named.flatMap(each -> Recipes.metric(each, Path.of("").toAbsolutePath()))
                .map(description::above)
                .orElse(description);
    }

    private static Map<String, Object> withDefaults(Map<String, Object> tree, Map<String, Object> defaults) {
        var parameters = new LinkedHashMap<String, Object>();
        if (tree.get("parameters") instanceof Map<?, ?> map) {
            map.forEach((name, each) -> parameters.put(String.valueOf(name), each));
        }
        defaults.forEach((name, usual) -> parameters.computeIfPresent(name, (_, each) -> with(usual, each)));
        var all = new LinkedHashMap<>(tree);
        all.put("parameters", parameters);
        return all;
    }

    private static Object with(Object usual, Object parameter) {
        if (!(parameter instanceof Map<?, ?> map)) {
            return parameter;
        }
        var all = new LinkedHashMap<Object, Object>(map);
        all.put("default", usual);
        return all;
    }

    private static String yaml(Object tree) {
        var settings =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.AUTO).build();
        return new Dump(settings).dumpToString(tree);
    }
}
