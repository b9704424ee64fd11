package metta.sweep.cli;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import metta.sweep.Overview;
import metta.sweep.Store;
import metta.sweep.StoreException;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.config.InvalidConfigException;
import metta.sweep.config.StorePlace;
import metta.sweep.json.Json;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists sweeps.
@Command(
        name = "list",
        description = "Lists the sweeps there are.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta sweep list --json"})
final class ListCommand implements Callable<Integer> {
    private static final String LINE = "%-32s %-11s %9s  %-20s  %s";
    private static final String INTERRUPTED = "interrupted";
    private final Terminal terminal;
    private boolean leftOut;

    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Mixin
    private FolderOption dir = new FolderOption();

    @Mixin
    private StoreOption store = new StoreOption();

    ListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// A sweep at a glance.
    private record Glance(SweepInfo sweep, Order order, Sight sight) {
        Overview overview() {
            return sight.overview();
        }
    }

    @Override
    public Integer call() {
        var folder = dir.folder().in(store.place());
        var glances = new ArrayList<Glance>();
        for (var type : folder.stores()) {
            try (var store = folder.open(type)) {
                store.sweeps(this::leftOut).forEach(each -> glance(store, each).ifPresent(glances::add));
            }
        }
        boolean noneReadable = glances.isEmpty() && leftOut;
        if (noneReadable) {
            return SweepException.Exit.IO.code();
        }
        if (json) {
            terminal.out()
                    .println(Json.writePretty(
                            glances.stream().map(ListCommand::tree).toList()));
        } else if (glances.isEmpty()) {
            terminal.err()
                    .println("No sweeps in %s yet; start one with: metta sweep start arena --config examples/arena.yaml"
                            .formatted(folder.only()
                                    .map(StorePlace::word)
                                    .orElse(folder.path().toString())));
        } else {
            terminal.out().println(terminal.style().dim(LINE.formatted("sweep", "state", "trials", "started", "best")));
            glances.forEach(each -> terminal.out().println(line(each)));
            if (glances.stream().anyMatch(each -> each.sight().interrupted())) {
                terminal.err().println(INTERRUPTED + ": nobody runs it" + Holder.GO_ON);
            }
        }
        return 0;
    }

    /// A sweep that cannot be understood, perhaps because a newer program wrote it, does not hide the others.
    private Optional<Glance> glance(Store store, SweepInfo sweep) {
        try {
            var order = Orders.recall(sweep);
            return Optional.of(new Glance(sweep, order, Sight.of(store, Aim.of(order))));
        } catch (InvalidConfigException | StoreException e) {
            leftOut(sweep.sweepId(), e);
            return Optional.empty();
        }
    }

    private void leftOut(String sweepId, SweepException why) {
        leftOut = true;
        terminal.warn("sweep %s is left out: %s".formatted(sweepId, why.getMessage()));
    }

    private static String line(Glance glance) {
        var sweep = glance.sweep();
        return LINE.formatted(
                sweep.sweepId(),
                state(glance),
                glance.overview().ended() + "/" + glance.order().settings().maxTrials(),
                sweep.createdAt().truncatedTo(ChronoUnit.SECONDS),
                glance.overview()
                        .best()
                        .map(best -> "%s = %s%s%s"
                                .formatted(
                                        Picture.lastName(metric(glance)),
                                        Values.shorten(best.score()),
                                        best.mean().map(Picture::error).orElse(""),
                                        glance.sight().bestMark()))
                        .orElse("-"));
    }

    private static String state(Glance glance) {
        boolean moved = glance.sight()
                .holder()
                .filter(each -> each.life() == Holder.Life.MOVED)
                .isPresent();
        return glance.sight().interrupted()
                ? INTERRUPTED
                : moved ? "moved" : Picture.word(glance.sweep().state().name());
    }

    private static String metric(Glance glance) {
        return glance.order().metrics().getFirst().name();
    }

    private static Map<String, Object> best(Overview.Best best) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("run", best.runId());
        tree.put("score", best.score());
        best.mean().ifPresent(mean -> {
            tree.put("seeds", mean.seeds());
            tree.put("standard_error", mean.standardError());
        });
        return tree;
    }

    private static Map<String, Object> tree(Glance glance) {
        var sweep = glance.sweep();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("sweep", sweep.sweepId());
        tree.put("state", sweep.state().name().toLowerCase(Locale.ROOT));
        tree.put("reason", sweep.reason());
        glance.sight().holder().ifPresent(holder -> tree.put("controller", holder.tree()));
        tree.put("created_at", sweep.createdAt().toString());
        tree.put("trials", glance.order().settings().maxTrials());
        tree.put("ended", glance.overview().ended());
        tree.put("metric", metric(glance));
        glance.overview().best().ifPresent(best -> tree.put("best", best(best)));
        return tree;
    }
}
