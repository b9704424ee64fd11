package metta.sweep.cli;

import java.util.Optional;
import metta.sweep.SweepException;
import metta.sweep.config.Spelling;
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
        var noCommand = noCommand(mistake);
        terminal.err().println("metta: " + noCommand.orElse(String.valueOf(mistake.getMessage())));
        formerly(mistake).ifPresent(terminal.err()::println);
        if (noCommand.isEmpty() && mistake instanceof UnmatchedArgumentException each) {
            guess(each)
                    .ifPresentOrElse(
                            terminal.err()::println,
                            () -> UnmatchedArgumentException.printSuggestions(each, command.getErr()));
        }
        if (!unnamed) {
            terminal.err().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return SweepException.Exit.USAGE.code();
    }

    /// Which option may have been meant.
    private static Optional<String> guess(UnmatchedArgumentException mistake) {
        var word = mistake.getUnmatched().getFirst();
        var options = mistake.getCommandLine().getCommandSpec().optionsMap().keySet();
        return word.startsWith("--")
                ? Spelling.guess(word.replaceFirst("=.*", ""), options).map("Did you mean %s?"::formatted)
                : Optional.empty();
    }

    /// What to write instead of an option of the Python original's live monitor.
    private static Optional<String> formerly(ParameterException mistake) {
        return mistake instanceof UnmatchedArgumentException each
                ? FormerOptions.advice(each.getUnmatched().getFirst())
                : Optional.empty();
    }

    /// What to say of a word that stands where a command should.
    private static Optional<String> noCommand(ParameterException mistake) {
        var command = mistake.getCommandLine();
        if (!(mistake instanceof UnmatchedArgumentException each)
                || command.getSubcommands().isEmpty()) {
            return Optional.empty();
        }
        var word = each.getUnmatched().getFirst();
        return word.startsWith("-")
                ? Optional.empty()
                : Optional.of("there is no command '%s %s'%s"
                        .formatted(
                                command.getCommandName(),
                                Spelling.shown(word),
                                Spelling.hint(word, command.getSubcommands().keySet())));
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
                terminal.err().println("metta: " + bug(thrown) + (debug ? "" : " (--debug shows where)"));
                yield BUG;
            }
        };
    }

    /// What is said of something that nobody expected.
    static String bug(Throwable thrown) {
        return "a bug in metta, please report it: " + thrown;
    }
}
