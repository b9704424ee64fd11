package metta.sweep.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
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

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.BASH;

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        try (var in = CompletionCommand.class.getResourceAsStream("completion." + shell)) {
            terminal.out().print(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
