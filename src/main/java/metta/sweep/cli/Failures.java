package metta.sweep.cli;

import metta.sweep.SweepException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns what a command throws, or what picocli cannot make sense of, into a message and an exit code.
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
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

    /// The mistake, the words that may have been meant, and where to read on. Whoever named no command is shown those
    /// there are.
    @Override
    public int handleParseException(ParameterException mistake, String[] args) {
        var command = mistake.getCommandLine();
        boolean unnamed = !(mistake instanceof UnmatchedArgumentException)
                && !command.getSubcommands().isEmpty();
        if (unnamed) {
            command.usage(terminal.err());
        }
        terminal.err().println("metta: " + mistake.getMessage());
        if (mistake instanceof UnmatchedArgumentException each) {
            UnmatchedArgumentException.printSuggestions(each, command.getErr());
        }
        if (!unnamed) {
            terminal.err().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return SweepException.Exit.USAGE.code();
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
