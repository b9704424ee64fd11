package metta.sweep.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import metta.sweep.Command.PauseSweep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Makes a sweep start nothing new.
@Command(
        name = "pause",
        description = "Makes a sweep start nothing new. What runs goes on.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta sweep pause arena --reason 'the machine is needed'"})
final class PauseCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Request request = new Request();

    PauseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        return new Errand(terminal, InstantSource.system())
                .run(request, _ -> List.of(new PauseSweep(Request.self(), request.reason())));
    }
}
