package metta.sweep.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import metta.sweep.Command.ResumeSweep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Goes on with a sweep that was paused, or has ended.
@Command(
        name = "resume",
        description = "Lets a sweep go on that was paused, or has ended before its budget was used up.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta sweep resume arena"})
final class ResumeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Request request = new Request();

    ResumeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        return new Errand(terminal, InstantSource.system())
                .run(request, _ -> List.of(new ResumeSweep(Request.self(), request.reason())));
    }
}
