package metta.sweep.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import metta.sweep.RunInfo;
import metta.sweep.Store;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.analysis.SweepAnalysis;
import metta.sweep.files.FileTree;
import metta.sweep.telemetry.Reasons;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Deletes the files of runs that nobody needs any more.
@Command(
        name = "gc",
        description = {
            "Shows what the files of ended sweeps' runs take, and deletes them with --delete.",
            "These are checkpoints, logs and whatever the programs wrote, but for the best trials. What the store knows",
            "of the runs stays."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta sweep gc arena --keep-best 1 --delete"})
final class GcCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..*", paramLabel = "SWEEP", description = "Their ids. Default: all that have ended.")
    private List<String> sweepIds = new ArrayList<>();

    @Option(
            names = "--keep-best",
            paramLabel = "N",
            description =
                    "Of how many of the best trials the files stay, those of their further seeds included. Default: 3.")
    private int keepBest = 3;

    @Option(names = "--delete", description = "Delete them.")
    private boolean delete;

    @Mixin
    private RowsOutput output = new RowsOutput();

    @Mixin
    private PlaceOptions where = new PlaceOptions();

    GcCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (keepBest < 0) {
            throw new SweepException(SweepException.Exit.USAGE, "--keep-best must be at least 0, got " + keepBest);
        }
        output.form();
        var folder = where.folder();
        var heaps = new ArrayList<Heap>();
        try {
            if (sweepIds.isEmpty()) {
                all(folder, heaps);
            }
            sweepIds.forEach(id -> heaps.add(named(folder, id)));
        } finally {
            tell(heaps); // What was deleted is told, whatever keeps the rest from it.
        }
        return 0;
    }

    private void tell(List<Heap> heaps) {
        heaps.removeIf(heap -> heap.bytes() == 0);
        var trees = heaps.stream().map(heap -> heap.tree(delete)).toList();
        output.print(terminal, Report.of("sweep", trees), () -> show(heaps));
    }

    /// The files of a sweep that nobody needs any more.
    ///
    /// @param reproduced how often its runs were run again by themselves
    private record Heap(String sweepId, int runs, int reproduced, long bytes) {
        String words() {
            var again = "%s that metta sweep reproduce began, in %s"
                    .formatted(Values.count(reproduced, "run"), Repetition.FOLDER);
            var own = "the files of " + Values.count(runs, "run");
            return reproduced == 0 ? own : runs == 0 ? "the files of " + again : own + " and of " + again;
        }

        Map<String, Object> tree(boolean deleted) {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("sweep", sweepId);
            tree.put("runs", runs);
            tree.put("reproduced", reproduced);
            tree.put("bytes", bytes);
            tree.put("deleted", deleted);
            return tree;
        }
    }

    private void show(List<Heap> heaps) {
        heaps.forEach(heap ->
                terminal.out().println("%s  %s: %s".formatted(amount(heap.bytes()), heap.sweepId(), heap.words())));
        long total = heaps.stream().mapToLong(Heap::bytes).sum();
        terminal.out()
                .println("%s %s%s"
                        .formatted(
                                amount(total),
                                delete ? "deleted" : "could be deleted",
                                delete || total == 0 ? "" : "; nothing was: add --delete to do it"));
        if (!delete) {
            terminal.out()
                    .println("Of each sweep the files of the best %s stay; --keep-best N changes that"
                            .formatted(Values.count(keepBest, "trial")));
        }
    }

    /// Every sweep that has ended. One that cannot be looked at keeps no other from it.
    private void all(Folder folder, List<Heap> heaps) {
        for (var place : folder.stores()) {
            try (var store = folder.open(place)) {
                for (var sweep : store.sweeps(this::leftOut)) {
                    try {
                        if (over(store, sweep)) {
                            heaps.add(collect(store, sweep, folder));
                        }
                    } catch (SweepException e) {
                        leftOut(sweep.sweepId(), e);
                    }
                }
            }
        }
    }

    private void leftOut(String sweepId, SweepException why) {
        terminal.warn("sweep %s is left out: %s".formatted(sweepId, why.getMessage()));
    }

    private Heap named(Folder folder, String id) {
        var found = folder.find(Optional.of(id), terminal::warn);
        try (var store = found.store()) {
            var sweep = found.sweep();
            if (!sweep.sweepId().equals(id)) {
                throw new SweepException(
                        SweepException.Exit.USAGE,
                        "what is deleted is named in full: did you mean %s?".formatted(sweep.sweepId()));
            }
            if (!over(store, sweep)) {
                throw new SweepException(
                        SweepException.Exit.NOT_ALLOWED,
                        "sweep %s has not ended here, so its files are needed; metta sweep stop %s ends it"
                                .formatted(id, id));
            }
            return collect(store, sweep, folder);
        }
    }

    /// Whether it has ended, and goes on in no other store.
    private static boolean over(Store store, SweepInfo sweep) {
        return sweep.state().ended() && store.lease(sweep.sweepId()).movedTo().isEmpty();
    }

    /// What is, or would be, deleted.
    private Heap collect(Store store, SweepInfo sweep, Folder folder) {
        var id = sweep.sweepId();
        var workspace = folder.workspace(id);
        if (!Files.isDirectory(workspace.directory())) {
            return new Heap(id, 0, 0, 0);
        }
        var lock = ControllerLock.tryTake(workspace.directory())
                .orElseThrow(() -> new HeldException("a controller runs sweep %s; leave it alone".formatted(id)));
        try (lock) {
            // It may have been opened again while nobody held it.
            var runs = store.findSweep(id)
                    .filter(now -> over(store, now))
                    .map(now -> superfluous(store, now))
                    .orElse(List.of());
            var ofRuns = runs.stream()
                    .map(run -> workspace.run(run.runId()))
                    .filter(tree -> Files.exists(tree, LinkOption.NOFOLLOW_LINKS))
                    .toList();
            var again = Optional.of(Repetition.folder(workspace)).filter(Files::isDirectory);
            int repetitions = again.map(GcCommand::repetitions).orElse(0);
            var trees = Stream.concat(ofRuns.stream(), again.stream()).toList();
            long bytes = trees.stream().mapToLong(GcCommand::size).sum();
            if (delete) {
                trees.forEach(GcCommand::delete);
            }
            return new Heap(id, ofRuns.size(), repetitions, bytes);
        }
    }

    private static int repetitions(Path folder) {
        try (var all = Files.list(folder)) {
            return Math.toIntExact(all.count());
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private List<RunInfo> superfluous(Store store, SweepInfo sweep) {
        var runs = store.fetchRuns(sweep.sweepId(), 0).runs();
        var kept = best(runs, Orders.recall(sweep))
                .map(each -> each.run().number())
                .distinct()
                .limit(keepBest)
                .collect(Collectors.toSet());
        return runs.stream().filter(run -> !kept.contains(run.number())).toList();
    }

    /// The best ones, then those that do not keep the outcome constraints: what was deleted does not come back when
    /// these change.
    private Stream<SweepAnalysis.Found> best(List<RunInfo> runs, Order order) {
        int count = Math.max(1, keepBest);
        return Stream.concat(
                SweepAnalysis.of(runs, order.merit(), count).top().stream(),
                SweepAnalysis.of(runs, order.goal(), count).top().stream());
    }

    private static void delete(Path tree) {
        try {
            FileTree.delete(tree);
        } catch (IOException e) {
            throw new SweepException(
                    SweepException.Exit.IO, "%s cannot be deleted: %s".formatted(tree, Reasons.of(e)), e);
        }
    }

    private static long size(Path tree) {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        try (var files = Files.walk(tree)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw unreadable(tree, e);
        } catch (UncheckedIOException e) {
            throw unreadable(tree, new IOException(e.getMessage(), e));
        }
    }

    private static SweepException unreadable(Path tree, IOException e) {
        return new SweepException(
                SweepException.Exit.IO, "%s cannot be looked into: %s".formatted(tree, Reasons.of(e)), e);
    }

    private static String amount(long bytes) {
        var words = bytes < 10_000
                ? Values.count(bytes, "byte")
                : bytes < 10_000_000 ? "%,d KiB".formatted(bytes >> 10) : "%,d MiB".formatted(bytes >> 20);
        return "%12s".formatted(words);
    }
}
