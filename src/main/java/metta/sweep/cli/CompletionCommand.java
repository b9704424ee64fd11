package metta.sweep.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import metta.sweep.SweepException;
import metta.sweep.config.Spelling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Prints what makes a shell complete commands, options, recipes and the ids of sweeps.
@Command(
        name = "completion",
        description = "Prints what makes a shell complete metta's commands, options, recipes and the ids of sweeps.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  source <(metta completion bash)      # in ~/.bashrc",
            "  source <(metta completion zsh)       # in ~/.zshrc",
            "  metta completion fish | source       # in ~/.config/fish/config.fish"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "SHELL",
            description = "One of ${COMPLETION-CANDIDATES}.",
            completionCandidates = Shells.class)
    private String shell = "";

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// The shells that can be taught.
    static final class Shells implements Iterable<String> {
        private static final List<String> NAMES = List.of("bash", "zsh", "fish");

        @Override
        public Iterator<String> iterator() {
            return NAMES.iterator();
        }
    }

    @Override
    public Integer call() {
        var name = shell.toLowerCase(Locale.ROOT);
        if (!Shells.NAMES.contains(name)) {
            throw new SweepException(
                    SweepException.Exit.USAGE,
                    "no shell '%s' is known here%s"
                            .formatted(Spelling.shown(shell), Spelling.hint(shell, Shells.NAMES)));
        }
        try (var in = CompletionCommand.class.getResourceAsStream("completion." + name)) {
            terminal.out().print(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
