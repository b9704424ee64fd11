package metta.sweep.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Holds the commands about sweeps.
@Command(
        name = "sweep",
        description = "Start, watch, steer, end and analyze sweeps.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  metta sweep start arena --grid learning_rate=1e-4,1e-3",
            "",
            "More of a command: metta sweep help start"
        })
final class SweepCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "which command? One of start, status, stop, pause, resume, edit, extend, trial, list, logs, analyze, best, explain,"
                        + " reproduce, try, snapshot, restore, migrate, gc, init, validate, config and schema");
    }
}
