package metta.sweep.cli;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import metta.sweep.Store;
import metta.sweep.dispatcher.LocalDispatchers;
import metta.sweep.json.Json;
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
            description = "The sweep's id. Default: the `name` in the file, else the recipe's.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--takeover",
            description = "Take the sweep from the controller that runs it. Its jobs go on, under this one.")
    private boolean takeover;

    @Mixin
    private ForecastOption forecast = new ForecastOption();

    @Mixin
    private DocumentOutput output = new DocumentOutput();

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
        output.form();
        recipe.ifPresent(Orders::requireKnown);
        boolean onlyForecast = forecast.asked();
        var trials = forecast.probe();
        var config = overrides.apply(recipe, System.getenv());
        overrides.notes().forEach(note -> terminal.err().println("metta: " + note));
        var order = Orders.place(config, recipe, name);
        var folder = dir.folder();
        var place = overrides.place(order.config());
        folder.requireOnlyIn(place, order.sweepId());
        SweepStart.requirePrograms(order, folder, place);
        Map<String, Object> defaults = config.warmStart().from().isEmpty()
                ? Map.of()
                : overrides.describe(recipe, System.getenv()).defaults();
        if (onlyForecast) {
            var there = folder.in(Optional.of(place));
            if (!there.has(order.sweepId())) {
                new Precedents(folder, defaults, terminal::warn).taken(order);
            }
            return forecast(order, there, trials);
        }
        return new SweepStart(terminal, typed, clock, output.json(), defaults).start(order, folder, place, takeover);
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
            if (output.json()) {
                terminal.out().println(Json.writePretty(forecast.tree(clock.instant())));
            } else {
                terminal.print(forecast.lines(clock.instant()));
            }
            return 0;
        } finally {
            stores.forEach(Store::close);
        }
    }
}
