package metta.sweep.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import metta.sweep.Mean;
import metta.sweep.Overview;
import metta.sweep.Store;
import metta.sweep.StoreException;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.config.InvalidConfigException;
import metta.sweep.config.StorePlace;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lists sweeps.
@Command(
        name = "list",
        description = "Lists the sweeps there are.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta sweep list -o name"})
final class ListCommand implements Callable<Integer> {
    private final Terminal terminal;
    private boolean leftOut;

    @Mixin
    private RowsOutput output = new RowsOutput();

    @Mixin
    private PlaceOptions where = new PlaceOptions();

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
        output.form();
        var folder = where.folder();
        var glances = new ArrayList<Glance>();
        for (var type : folder.stores()) {
            try (var store = folder.open(type)) {
                store.sweeps(this::leftOut)
                        .forEach(each -> glance(store, each, folder).ifPresent(glances::add));
            }
        }
        boolean noneReadable = glances.isEmpty() && leftOut;
        if (noneReadable) {
            return SweepException.Exit.IO.code();
        }
        var trees = glances.stream().map(ListCommand::tree).toList();
        output.print(terminal, Report.of("sweep", trees), () -> show(glances, folder));
        return 0;
    }

    private void show(List<Glance> glances, Folder folder) {
        if (glances.isEmpty()) {
            terminal.err()
                    .println("No sweeps in %s yet; start one with: metta sweep start arena --config examples/arena.yaml"
                            .formatted(folder.only()
                                    .map(StorePlace::word)
                                    .orElse(folder.path().toString())));
            return;
        }
        var rows = glances.stream().map(ListCommand::row).toList();
        terminal.print(new SweepTable(rows).lines(terminal.width(), terminal.style()));
        tellInterrupted(glances);
    }

    /// Names what nobody runs, with the command that goes on with it where that is known.
    private void tellInterrupted(List<Glance> glances) {
        var unknown = new ArrayList<String>();
        for (var glance : glances) {
            var holder = glance.sight().holder().filter(Holder::missing);
            var name = glance.sweep().sweepId();
            Sight.pausedLine(glance.sweep()).ifPresent(line -> terminal.err().println("%s: %s".formatted(name, line)));
            if (holder.flatMap(Holder::origin).isPresent()) {
                terminal.err()
                        .println("%s: nobody runs it; %s"
                                .formatted(name, holder.get().goOn()));
            } else if (holder.isPresent()) {
                unknown.add(name);
            }
        }
        if (!unknown.isEmpty()) {
            terminal.err()
                    .println("%s: nobody runs %s; go on with the command%s that started %s"
                            .formatted(
                                    String.join(", ", unknown),
                                    unknown.size() == 1 ? "it" : "them",
                                    unknown.size() == 1 ? "" : "s",
                                    unknown.size() == 1 ? "it" : "them"));
        }
    }

    /// A sweep that cannot be understood, perhaps because a newer program wrote it, does not hide the others.
    private Optional<Glance> glance(Store store, SweepInfo sweep, Folder folder) {
        try {
            var order = Orders.recall(sweep);
            return Optional.of(new Glance(sweep, order, Sight.of(store, Aim.of(order), folder)));
        } catch (InvalidConfigException | StoreException e) {
            leftOut(sweep.sweepId(), e);
            return Optional.empty();
        }
    }

    private void leftOut(String sweepId, SweepException why) {
        leftOut = true;
        terminal.warn("sweep %s is left out: %s".formatted(sweepId, why.getMessage()));
    }

    private static SweepTable.Row row(Glance glance) {
        var sweep = glance.sweep();
        return new SweepTable.Row(
                sweep.sweepId(),
                glance.sight().word(),
                glance.overview().ended() + "/" + glance.order().settings().maxTrials(),
                sweep.createdAt(),
                glance.overview()
                        .best()
                        .map(best -> Values.plain("%s = %s%s%s"
                                .formatted(
                                        Picture.lastName(metric(glance)),
                                        Values.shorten(best.score()),
                                        best.mean().map(Picture::error).orElse(""),
                                        glance.sight().bestMark())))
                        .orElse("-"));
    }

    private static String metric(Glance glance) {
        return glance.order().metrics().getFirst().name();
    }

    private static Map<String, Object> tree(Glance glance) {
        var tree = Trees.sweep(glance.sweep(), glance.order());
        tree.put("controller", glance.sight().holder().map(Holder::tree));
        tree.put("trials", glance.order().settings().maxTrials());
        tree.put("ended", glance.overview().ended());
        tree.put("best", glance.overview().best().map(ListCommand::best));
        return tree;
    }

    private static Map<String, Object> best(Overview.Best best) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("run", best.runId());
        tree.put("score", best.score());
        tree.put("seeds", best.mean().map(Mean::seeds).orElse(1));
        tree.put("standard_error", best.mean().map(Mean::standardError));
        return tree;
    }
}
