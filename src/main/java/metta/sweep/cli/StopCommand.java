package metta.sweep.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import metta.sweep.Command.StopSweep;
import metta.sweep.Store;
import metta.sweep.SweepInfo;
import metta.sweep.SweepState;
import metta.sweep.UnknownSweepException;
import metta.sweep.store.StoreWatch;
import metta.sweep.telemetry.Story;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Ends a sweep and its jobs.
@Command(
        name = "stop",
        description = "Ends a sweep and its jobs. What they reached is kept.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta sweep stop arena --reason 'good enough'"})
final class StopCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Typed typed;
    private final InstantSource clock = InstantSource.system();

    @Mixin
    private Request request = new Request();

    StopCommand(Terminal terminal, Typed typed) {
        this.terminal = terminal;
        this.typed = typed;
    }

    @Override
    public Integer call() throws InterruptedException {
        var folder = request.folder();
        var found = request.find(terminal);
        var sweep = found.sweep();
        try (var plain = found.store();
                var store = Folder.patient(plain, StoreWatch.NONE)) {
            if (!sweep.state().ended()) {
                var stop = new StopSweep(Request.self(), request.reason());
                new Message(terminal, clock, store, sweep.sweepId(), List.of(stop)).send();
                sweep = end(folder, plain, sweep);
            }
        }
        terminal.out().println("Sweep %s %s".formatted(sweep.sweepId(), Values.plain(Story.standing(sweep))));
        return 0;
    }

    /// The controller that runs the sweep does it; where there is none, this process becomes one.
    private SweepInfo end(Folder folder, Store store, SweepInfo sweep) throws InterruptedException {
        var id = sweep.sweepId();
        var patience = Patience.of(terminal, store, id);
        var now = sweep;
        while (!now.state().ended()) {
            try {
                return new Attendance(terminal, clock, typed, Attendance.STOPPING)
                        .attend(Orders.recall(sweep), folder, store, false, _ -> {})
                        .sweep();
            } catch (HeldException _) {
                patience.await(now.state() != SweepState.RUNNING);
            }
            now = store.findSweep(id).orElseThrow(() -> new UnknownSweepException(id));
        }
        return now;
    }
}
