package metta.sweep.cli;

import metta.sweep.SweepException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// Turns what a command throws into a message and an exit code.
final class Failures implements IExecutionExceptionHandler {
    private static final int BUG = 70;
    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        var root = command;
        while (root.getParent() != null) {
            root = root.getParent();
        }
        boolean debug = root.getCommand() instanceof MettaCommand metta && metta.debug();
        if (debug) {
            thrown.printStackTrace(terminal.err());
        }
        return switch (thrown) {
            case SweepException expected -> {
                terminal.err().println("metta: " + expected.getMessage());
                yield expected.exit().code();
            }
            case InterruptedException _ -> SweepException.Exit.INTERRUPTED.code();
            default -> {
                terminal.err()
                        .println("metta: a bug in metta, please report it: %s%s"
                                .formatted(thrown, debug ? "" : " (--debug shows where)"));
                yield BUG;
            }
        };
    }
}
