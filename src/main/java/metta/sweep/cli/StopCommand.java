package metta.sweep.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import metta.sweep.Command.StopSweep;
import metta.sweep.Store;
import metta.sweep.SweepInfo;
import metta.sweep.UnknownSweepException;
import metta.sweep.store.StoreWatch;
import metta.sweep.telemetry.Story;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Ends a sweep and its jobs.
@Command(
        name = "stop",
        description = "Ends a sweep and its jobs. What they reached is kept.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta sweep stop arena --reason 'good enough'"})
final class StopCommand implements Callable<Integer> {
    private static final Duration EVERY = Duration.ofMillis(200);
    private final Terminal terminal;
    private final Typed typed;
    private final InstantSource clock = InstantSource.system();

    @Parameters(paramLabel = "SWEEP", description = "Its id, or the beginning of it.")
    private String sweepId = "";

    @Option(names = "--reason", description = "Kept with the sweep.")
    private String reason = "";

    @Mixin
    private FolderOption dir = new FolderOption();

    @Mixin
    private StoreOption store = new StoreOption();

    StopCommand(Terminal terminal, Typed typed) {
        this.terminal = terminal;
        this.typed = typed;
    }

    @Override
    public Integer call() throws InterruptedException {
        var folder = dir.folder().in(store.place());
        var found = folder.find(Optional.of(sweepId), terminal::warn);
        var sweep = found.sweep();
        try (var plain = found.store();
                var store = Folder.patient(plain, StoreWatch.NONE)) {
            if (!sweep.state().ended()) {
                var by = System.getProperty("user.name", "somebody");
                store.send(sweep.sweepId(), new StopSweep(by, reason), clock.instant());
                sweep = end(folder, plain, sweep);
            }
        }
        terminal.out().println("Sweep %s %s".formatted(sweep.sweepId(), Values.plain(Story.standing(sweep))));
        return 0;
    }

    /// The controller that runs the sweep does it; where there is none, this process becomes one.
    private SweepInfo end(Folder folder, Store store, SweepInfo sweep) throws InterruptedException {
        var bell = new Bell();
        while (true) {
            try {
                return new Attendance(terminal, clock, typed)
                        .attend(Orders.recall(sweep), folder, store, false)
                        .sweep();
            } catch (HeldException _) {
                bell.await(EVERY);
            }
            var now = store.findSweep(sweep.sweepId()).orElseThrow(() -> new UnknownSweepException(sweepId));
            if (now.state().ended()) {
                return now;
            }
        }
    }
}
