package metta.sweep.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command at the root: it only holds others.
@Command(
        name = "metta",
        description = "Sweeps hyperparameters of training programs in any language.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  metta sweep start arena --config examples/arena.yaml",
            "",
            "More of a command: metta help sweep start"
        })
final class MettaCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? For example: metta sweep start");
    }
}
