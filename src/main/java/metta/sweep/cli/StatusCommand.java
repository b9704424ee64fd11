package metta.sweep.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import metta.sweep.SetAside;
import metta.sweep.Store;
import metta.sweep.StoreException;
import metta.sweep.SweepView;
import metta.sweep.json.Json;
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
    private final Standing standing;

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

    @Mixin
    private StoreOption store = new StoreOption();

    StatusCommand(Terminal terminal) {
        this.terminal = terminal;
        this.standing = new Standing(terminal, clock);
    }

    @Override
    public Integer call() throws InterruptedException {
        var found = dir.folder().in(store.place()).find(sweepId, terminal::warn);
        try (var store = found.store()) {
            var aim = Aim.recall(found.sweep());
            if (watch) {
                watch(store, aim);
            }
            if (json) {
                terminal.out().println(Json.writePretty(tree(store, aim, clock.instant())));
            } else {
                standing.show(store, aim);
                if (why) {
                    why(store, aim);
                }
            }
        }
        return 0;
    }

    private void watch(Store store, Aim aim) throws InterruptedException {
        var screen = new Screen(terminal);
        var picture = standing.picture(aim);
        var bell = new Bell();
        boolean lost = false;
        boolean ended = false;
        while (!ended) {
            try {
                var now = Sight.of(store, aim);
                ended = now.overview().sweep().state().ended();
                lost = false;
                if (!ended && terminal.interactive()) {
                    screen.draw(picture.watched(now, clock.instant()));
                } else if (!ended) {
                    terminal.err().println(picture.line(now, clock.instant()));
                }
            } catch (StoreException e) {
                ride(e, screen, lost);
                lost = true;
            }
            if (!ended) {
                bell.await(EVERY);
            }
        }
        screen.clear();
    }

    /// What may pass by itself is said once, and waited for.
    private void ride(StoreException trouble, Screen screen, boolean told) {
        if (trouble.kind() != StoreException.Kind.TRANSIENT) {
            throw trouble;
        }
        if (!told) {
            screen.say("metta: %s\nmetta: still watching".formatted(trouble.getMessage()));
        }
    }

    private void why(Store store, Aim aim) {
        store.decisions(aim.sweepId(), 20)
                .forEach(each -> terminal.out()
                        .println(Values.plain("%s  %s  %s: %s"
                                .formatted(
                                        each.at().truncatedTo(ChronoUnit.SECONDS),
                                        each.subject(),
                                        each.decision(),
                                        Values.brief(each.reason())))));
    }

    private static Map<String, Object> tree(Store store, Aim aim, Instant now) {
        var changes = store.fetchRuns(aim.sweepId(), 0);
        var view = new SweepView(changes.sweep(), aim.goal(), Set.of());
        view.fold(changes);
        var metadata = view.metadata(aim.trials());
        var tree = new LinkedHashMap<String, Object>();
        tree.put("sweep", aim.sweepId());
        tree.put("state", view.sweep().state().name().toLowerCase(Locale.ROOT));
        tree.put("reason", view.sweep().reason());
        view.sweep().paused().ifPresent(why -> tree.put("paused", why));
        Holder.of(view.sweep(), store).ifPresent(holder -> tree.put("controller", holder.tree()));
        tree.put("trials", aim.trials(view.sweep()));
        tree.put("ended", metadata.ended());
        tree.put("counts", metadata.counts());
        tree.put("cost", metadata.cost());
        tree.put("job_hours", Spending.hours(view.overview(), now));
        view.best().ifPresent(best -> tree.put("best", Summary.found(view.run(best.runId()), best)));
        tree.put("set_aside", SetAside.of(store, view.sweep()));
        tree.put("runs", view.all().stream().map(Summary::run).toList());
        return tree;
    }
}
