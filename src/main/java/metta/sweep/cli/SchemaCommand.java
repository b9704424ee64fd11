package metta.sweep.cli;

import java.util.concurrent.Callable;
import metta.sweep.config.ConfigSchema;
import picocli.CommandLine.Command;

/// Prints the JSON Schema of sweep.yaml.
@Command(
        name = "schema",
        description = {
            "Prints the JSON Schema of sweep.yaml, with which editors complete and check it.",
            "Name it in the file's first line: # yaml-language-server: $schema=sweep.schema.json"
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta sweep schema > sweep.schema.json"})
final class SchemaCommand implements Callable<Integer> {
    private final Terminal terminal;

    SchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out().print(ConfigSchema.text());
        return 0;
    }
}
