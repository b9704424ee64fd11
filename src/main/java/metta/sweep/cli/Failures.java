package metta.sweep.cli;

import metta.sweep.SweepException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/// Turns what a command throws into a message and an exit code.
final class Failures implements IExecutionExceptionHandler {
    private static final int BUG = 70;
    private final Terminal terminal;
    private boolean debug;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    /// Asks for stack traces; any command takes it.
    OptionSpec debugOption() {
        return OptionSpec.builder("--debug")
                .description("Show where in the program an error comes from.")
                .type(boolean.class)
                .scopeType(ScopeType.INHERIT)
                .setter(new ISetter() {
                    @Override
                    public <T> T set(T value) {
                        debug = Boolean.TRUE.equals(value);
                        return value;
                    }
                })
                .build();
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        return tell(terminal, thrown, debug);
    }

    /// Says what went wrong, and returns the exit code for it.
    static int tell(Terminal terminal, Exception thrown, boolean debug) {
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
