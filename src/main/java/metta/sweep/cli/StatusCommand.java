package metta.sweep.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import metta.sweep.Overview;
import metta.sweep.Store;
import metta.sweep.SweepView;
import metta.sweep.json.Json;
import metta.sweep.process.Machine;
import metta.sweep.telemetry.Story;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows how a sweep stands.
@Command(
        name = "status",
        description = "Shows how a sweep stands.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta sweep status arena --watch"})
final class StatusCommand implements Callable<Integer> {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private final Terminal terminal;
    private final InstantSource clock = InstantSource.system();

    @Parameters(
            arity = "0..1",
            paramLabel = "SWEEP",
            description = "Its id, or the beginning of it. Default: the newest sweep.")
    private Optional<String> sweepId = Optional.empty();

    @Option(
            names = {"-w", "--watch"},
            description = "Go on showing it until it ends.")
    private boolean watch;

    @Option(names = "--why", description = "Show the last decisions, with their reasons.")
    private boolean why;

    @Option(names = "--json", description = "Print as JSON, with every run.")
    private boolean json;

    @Mixin
    private FolderOption dir = new FolderOption();

    StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var found = dir.folder().find(sweepId);
        try (var store = found.store()) {
            var order = Orders.recall(found.sweep());
            if (watch) {
                watch(store, order);
            }
            if (json) {
                terminal.out().println(Json.writePretty(tree(store, order)));
            } else {
                show(store, order);
            }
        }
        return 0;
    }

    private void watch(Store store, Order order) throws InterruptedException {
        var screen = new Screen(terminal);
        var picture = picture(order);
        var bell = new Bell();
        for (var now = overview(store, order); !now.sweep().state().ended(); now = overview(store, order)) {
            var lines = picture.lines(now, clock.instant());
            if (terminal.interactive()) {
                screen.draw(lines);
            } else {
                terminal.err().println(lines.getFirst());
            }
            bell.await(EVERY);
        }
        screen.clear();
    }

    private static Overview overview(Store store, Order order) {
        return store.overview(order.sweepId(), order.goal());
    }

    private Picture picture(Order order) {
        return new Picture(order.settings(), terminal.style(), terminal.width());
    }

    private void show(Store store, Order order) {
        var overview = overview(store, order);
        var sweep = overview.sweep();
        terminal.print(picture(order).lines(overview, clock.instant()));
        if (!sweep.reason().isEmpty()) {
            terminal.out().println(Values.plain(Story.standing(sweep)));
        }
        if (why) {
            store.decisions(order.sweepId(), 20)
                    .forEach(each -> terminal.out()
                            .println(Values.plain("%s  %s  %s: %s"
                                    .formatted(each.at(), each.subject(), each.decision(), each.reason()))));
        }
        if (!sweep.state().ended()) {
            terminal.err().println(holder(store, order).words());
        }
    }

    private static Holder holder(Store store, Order order) {
        return Holder.of(store.lease(order.sweepId()).owner(), Machine.here());
    }

    private static Map<String, Object> tree(Store store, Order order) {
        var changes = store.fetchRuns(order.sweepId(), 0);
        var view = new SweepView(changes.sweep(), order.goal(), Set.of());
        view.fold(changes);
        var metadata = view.metadata(order.settings().maxTrials());
        var tree = new LinkedHashMap<String, Object>();
        tree.put("sweep", order.sweepId());
        tree.put("state", view.sweep().state().name().toLowerCase(Locale.ROOT));
        tree.put("reason", view.sweep().reason());
        if (!view.sweep().state().ended()) {
            tree.put("controller", holder(store, order).tree());
        }
        tree.put("trials", order.settings().maxTrials());
        tree.put("ended", metadata.ended());
        tree.put("counts", metadata.counts());
        tree.put("cost", metadata.cost());
        metadata.best().ifPresent(best -> tree.put("best", Summary.run(best)));
        tree.put("runs", view.all().stream().map(Summary::run).toList());
        return tree;
    }
}
