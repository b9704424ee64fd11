package metta.sweep.cli;

import java.util.Optional;
import metta.sweep.json.Json;
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
        if (origin) {
            var given = overrides.describe(recipe, System.getenv()).origins();
            terminal.print(new Origins(config, given).lines());
        } else {
            terminal.out().print(output.json() ? Json.writePretty(config.toTree()) + "\n" : yaml(config.toTree()));
        }
        return 0;
    }

    private static String yaml(Object tree) {
        var settings =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.AUTO).build();
        return new Dump(settings).dumpToString(tree);
    }
}
