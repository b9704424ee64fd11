package metta.sweep.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Answers the shells that [CompletionCommand] has taught to ask.
@Command(name = "complete", hidden = true, description = "Prints what may stand in the place of the last word.")
final class CompleteCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Parameters(paramLabel = "WORD", arity = "0..*")
    private List<String> words = new ArrayList<>();

    CompleteCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.print(new Completion(spec.root().commandLine(), Path.of("").toAbsolutePath()).of(words));
        return 0;
    }
}
