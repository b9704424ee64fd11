package metta.sweep.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import metta.sweep.Command.EditSweep;
import metta.sweep.RunInfo;
import metta.sweep.Store;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.SweepState;
import metta.sweep.config.StorePlace;
import metta.sweep.dispatcher.LocalDispatchers;
import metta.sweep.json.Json;
import metta.sweep.store.StoreWatch;
import metta.sweep.telemetry.Story;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Starts a sweep, or goes on with it.
@Command(
        name = "start",
        description = "Starts a sweep, or goes on with one that was interrupted: the same command does both.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  metta sweep start arena --config examples/arena.yaml",
            "  metta sweep start arena --grid learning_rate=1e-4,1e-3 --parallel 2"
        })
final class StartCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Typed typed;
    private final InstantSource clock = InstantSource.system();

    @Parameters(
            arity = "0..1",
            paramLabel = "RECIPE",
            description = "What to sweep: a built-in recipe, a folder with a recipe.yaml, or such a file.")
    private Optional<String> recipe = Optional.empty();

    @Option(
            names = "--name",
            paramLabel = "ID",
            description = "The sweep's id. Default: the file's name, else the recipe's.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--takeover",
            description = "Take the sweep from the controller that runs it. Its jobs go on, under this one.")
    private boolean takeover;

    @Mixin
    private ForecastOption forecast = new ForecastOption();

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Mixin
    private Overrides overrides = new Overrides();

    @Mixin
    private FolderOption dir = new FolderOption();

    StartCommand(Terminal terminal, Typed typed) {
        this.terminal = terminal;
        this.typed = typed;
    }

    @Override
    public Integer call() throws InterruptedException {
        recipe.ifPresent(Orders::requireKnown);
        boolean onlyForecast = forecast.asked();
        var trials = forecast.probe();
        var order = Orders.place(overrides.apply(), recipe, name);
        var folder = dir.folder();
        var place = overrides.place(order.config());
        folder.requireOnlyIn(place, order.sweepId());
        requirePrograms(order, folder, place);
        if (onlyForecast) {
            return forecast(order, folder.in(Optional.of(place)), trials);
        }
        try (var plain = folder.open(place);
                var store = Folder.patient(plain, StoreWatch.NONE)) {
            requireNoRemains(store, order, folder, place);
            var sweep = store.fetchSweepMetadata(SweepInfo.created(
                    order.sweepId(),
                    order.config().toTree(),
                    order.recipe().toTree(),
                    order.config().seed(),
                    clock.instant()));
            var differences = Differences.between(sweep, order);
            differences.requireSameSearch(sweep.sweepId(), typed.places());
            if (!sweep.state().ended() || asked(store, sweep)) {
                var inForce = order.inForce(differences.inForce(sweep));
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
            int exit = tell(order, sweep, store.fetchRuns(sweep.sweepId(), 0).runs());
            terminal.err().println("It had ended before, so nothing was started. " + further(store, sweep));
            terminal.err().println("To run it anew, give it another name: " + anew(sweep));
            return exit;
        }
    }

    private String further(Store store, SweepInfo sweep) {
        var order = Orders.recall(sweep);
        var overview = store.overview(sweep.sweepId(), order.goal());
        return new Further(sweep, order.config(), overview.ended(), typed.places()).words();
    }

    private int forecast(Order order, Folder folder, Optional<Integer> trials) throws InterruptedException {
        LocalDispatchers.requirePossible(order.config().resources());
        Optional<Probe.Probed> probed = Optional.empty();
        if (trials.isPresent()) {
            var place = ProbeFolder.of(folder, order.sweepId());
            probed = Optional.of(new Probe(order, trials.get(), place, terminal, clock, typed).run());
        }
        var stores = folder.stores().stream().map(folder::open).toList();
        try {
            var forecast = DryRun.of(order, stores, probed);
            if (json) {
                terminal.out().println(Json.writePretty(forecast.tree(clock.instant())));
            } else {
                terminal.print(forecast.lines(clock.instant()));
            }
            return 0;
        } finally {
            stores.forEach(Store::close);
        }
    }

    /// Refuses a program that is not there before anything is recorded: it would cost runs, and the sweep's name. What
    /// a sweep that has ended came to can be looked at without it.
    private static void requirePrograms(Order order, Folder folder, StorePlace place) {
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
