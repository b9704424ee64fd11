package metta.sweep.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Command.EditSweep;
import metta.sweep.RunInfo;
import metta.sweep.Store;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.SweepState;
import metta.sweep.config.StorePlace;
import metta.sweep.json.Json;
import metta.sweep.store.StoreWatch;
import metta.sweep.telemetry.Story;
import metta.sweep.telemetry.Values;

/// Begins a sweep that was ordered, or goes on with it, and tells what it came to.
///
/// @param json whether that is told as JSON
/// @param defaults what the program takes where it is told nothing, by parameter
record SweepStart(Terminal terminal, Typed typed, InstantSource clock, boolean json, Map<String, Object> defaults) {
    /// Returns when the sweep has ended, or this process no longer runs it.
    ///
    /// @param takeover whether it is taken from a controller that runs it
    int start(Order order, Folder folder, StorePlace place, boolean takeover) throws InterruptedException {
        try (var plain = folder.open(place);
                var store = Folder.patient(plain, StoreWatch.NONE)) {
            requireNoRemains(store, order, folder, place);
            var begun = store.findSweep(order.sweepId()).isPresent() ? order : warm(order, folder);
            var sweep = store.fetchSweepMetadata(SweepInfo.created(
                    begun.sweepId(),
                    begun.config().toTree(),
                    begun.recipe().toTree(),
                    begun.config().seed(),
                    clock.instant()));
            var differences = Differences.between(sweep, order);
            differences.requireSameSearch(sweep.sweepId(), typed.places());
            var inForce = order.inForce(differences.inForce(sweep));
            if (!sweep.state().ended()
                    || asked(store, sweep)
                    || Notifier.owes(inForce.config().notification(), store, sweep)) {
                var view = new Attendance(terminal, clock, typed).attend(inForce, folder, plain, takeover, held -> {
                    Origin.keep(folder.workspace(sweep.sweepId()), typed);
                    edit(held, sweep, differences);
                });
                int exit = tell(inForce.inForce(view.sweep().config()), view.sweep(), view.all());
                if (view.sweep().state() == SweepState.FAILED) {
                    terminal.err().println("Once that is mended, start anew with: " + anew(sweep));
                }
                return exit;
            }
            int exit = tell(inForce, sweep, store.fetchRuns(sweep.sweepId(), 0).runs());
            terminal.err().println("It had ended before, so nothing was started. " + further(store, sweep));
            terminal.err().println("To run it anew, give it another name: " + anew(sweep));
            return exit;
        }
    }

    /// With what earlier sweeps taught, which is told.
    private Order warm(Order order, Folder folder) {
        var warm = new Precedents(folder, defaults, terminal::warn).taken(order);
        warm.config()
                .warmStart()
                .taken()
                .forEach(each -> terminal.err().println("metta: learns from " + Values.plain(Precedents.words(each))));
        return warm;
    }

    private String further(Store store, SweepInfo sweep) {
        var order = Orders.recall(sweep);
        var overview = store.overview(sweep.sweepId(), order.goal());
        return new Further(sweep, order.config(), overview.ended(), typed.places()).words();
    }

    /// Refuses a program that is not there before anything is recorded: it would cost runs, and the sweep's
    /// name. What a sweep that has ended came to can be looked at without it.
    static void requirePrograms(Order order, Folder folder, StorePlace place) {
        var missing = order.program().missingPrograms(System.getenv());
        if (!missing.isEmpty() && !folder.in(Optional.of(place)).hasEnded(place, order.sweepId())) {
            throw new SweepException(
                    SweepException.Exit.USAGE,
                    String.join("\n", missing)
                            + "\nNothing was started. Install it, or name it otherwise in the recipe");
        }
    }

    /// Whether something waits to be done that may open the sweep again.
    private static boolean asked(Store store, SweepInfo sweep) {
        return !store.fetchRuns(sweep.sweepId(), Long.MAX_VALUE).inbox().isEmpty();
    }

    /// Not before this process holds the sweep: a command that is refused changes nothing.
    private void edit(Store held, SweepInfo sweep, Differences differences) {
        differences.news().ifPresent(news -> {
            terminal.err().println("metta: " + news);
            var edit = new EditSweep(differences.edits(), Request.self(), "the command that goes on with it says so");
            held.send(sweep.sweepId(), Request.newId(), edit, clock.instant());
        });
    }

    /// A store that was lost must not make a sweep begin anew among the jobs that it had started.
    private static void requireNoRemains(Store store, Order order, Folder folder, StorePlace place) {
        if (store.findSweep(order.sweepId()).isEmpty()) {
            Remains.in(folder.workspace(order.sweepId()), order.sweepId()).requireNone(order.sweepId(), place.word());
        }
    }

    private Typed anew(SweepInfo sweep) {
        return typed.named(sweep.sweepId() + "-2");
    }

    private int tell(Order order, SweepInfo sweep, List<RunInfo> runs) {
        var summary = new Summary(sweep, runs, order, Summary.TOP, typed.places());
        if (json) {
            terminal.out().println(Json.writePretty(summary.tree()));
        } else {
            terminal.print(summary.lines());
            summary.failureLines().forEach(terminal.err()::println);
        }
        terminal.err()
                .println("Sweep %s %s. More: metta sweep analyze %s%s"
                        .formatted(
                                sweep.sweepId(), Values.plain(Story.standing(sweep)), sweep.sweepId(), typed.places()));
        boolean good = sweep.state() == SweepState.FINISHED
                && summary.analysis().best().isPresent();
        return good ? 0 : SweepException.Exit.FAILED.code();
    }
}
