package metta.sweep.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.analysis.ParetoFront;
import metta.sweep.analysis.SweepAnalysis;
import metta.sweep.config.Metric;
import metta.sweep.recipe.Recipe;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows the best run of a sweep, to be used.
@Command(
        name = "best",
        description = "Shows the best run of a sweep: its score, its configuration and where its checkpoints are.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  metta sweep best digits",
            "  eval python train.py \"$(metta sweep best digits --as-args)\"",
            "  metta sweep best digits --pareto -o csv"
        })
final class BestCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Typed typed;

    @Parameters(
            arity = "0..1",
            paramLabel = "SWEEP",
            description = "Its id, or the beginning of it. Default: the newest sweep.")
    private Optional<String> sweepId = Optional.empty();

    @Option(
            names = "--as-args",
            description =
                    "Print nothing but its parameters as its program takes them, on one line, quoted for a shell.")
    private boolean asArgs;

    @Option(
            names = "--pareto",
            description =
                    "Show each trial of which no other is at least as good in every metric and better in one, in place of the best in the first metric.")
    private boolean pareto;

    @Mixin
    private RowsOutput output = new RowsOutput();

    @Mixin
    private PlaceOptions where = new PlaceOptions();

    BestCommand(Terminal terminal, Typed typed) {
        this.terminal = terminal;
        this.typed = typed;
    }

    @Override
    public Integer call() {
        if (output.form() != Form.TABLE && asArgs) {
            throw OutputOption.usage("--as-args is a form of its own, and -o asks for another; give one of them");
        }
        if (pareto && asArgs) {
            throw OutputOption.usage("--as-args prints one trial, and --pareto shows several; give one of them");
        }
        var folder = where.folder();
        var found = folder.find(sweepId, terminal::warn);
        try (var store = found.store()) {
            var id = found.sweep().sweepId();
            var order = Orders.recall(found.sweep());
            var runs = store.fetchRuns(id, 0).runs();
            var analysis = SweepAnalysis.of(runs, order.merit(), 1);
            var front = ParetoFront.of(runs, order.metrics(), order.merit());
            if (pareto ? front.isEmpty() : analysis.best().isEmpty()) {
                throw none(found.sweep(), order, analysis);
            }
            if (pareto) {
                showAll(front, order, folder);
                return 0;
            }
            var best = analysis.best().orElseThrow();
            show(best, Optional.of(front.size()).filter(_ -> order.metrics().size() > 1), order, folder);
        }
        return 0;
    }

    private static SweepException none(SweepInfo sweep, Order order, SweepAnalysis analysis) {
        var why = sweep.state().ended()
                ? ", and it has ended; `metta sweep analyze %s` says what failed"
                : " yet; `metta sweep status %s` says how it stands";
        var scoreless = "no run of sweep %s has a score%s".formatted(sweep.sweepId(), why.formatted(sweep.sweepId()));
        return new SweepException(
                SweepException.Exit.NOT_FOUND,
                Bounds.none(sweep, order.merit(), analysis).map("no "::concat).orElse(scoreless));
    }

    /// @param front how many trials no other one beats, where there are several metrics to be better in
    private void show(SweepAnalysis.Found best, Optional<Integer> front, Order order, Folder folder) {
        if (asArgs) {
            terminal.out().println(words(order.recipe(), best));
            return;
        }
        var checkpoints = checkpoints(best, order, folder);
        var tree = tree(best, order, folder);
        tree.put("front", front);
        var report = new Report("run", () -> tree, () -> List.of(tree));
        output.print(terminal, report, () -> {
            terminal.out()
                    .println("%s  %s = %s%s%s"
                            .formatted(
                                    best.run().runId(),
                                    Values.plain(order.metrics().getFirst().name()),
                                    Summary.score(best),
                                    others(best, order.settings().reported()),
                                    Sight.mark(best.run())));
            front.map(size -> alone(size, order)).ifPresent(terminal.out()::println);
            values(best).forEach((name, value) -> terminal.out().println("  " + Values.plain(name + ": " + value)));
            if (written(checkpoints)) {
                terminal.out().println("  checkpoints in " + checkpoints);
            }
        });
    }

    /// Its values of the other metrics, those that are only bounded included.
    private static String others(SweepAnalysis.Found best, List<Metric> metrics) {
        return metrics.stream()
                .skip(1)
                .map(each -> Values.plain(", " + Summary.value(best, each)))
                .collect(Collectors.joining());
    }

    /// What else there is than the best in the first metric.
    private String alone(int front, Order order) {
        return Values.plain("  the best in %s alone; the Pareto front has %s: metta sweep best %s --pareto%s"
                .formatted(
                        order.metrics().getFirst().name(),
                        Values.count(front, "trial"),
                        order.sweepId(),
                        typed.places()));
    }

    private void showAll(List<SweepAnalysis.Found> front, Order order, Folder folder) {
        var trees = front.stream().map(each -> tree(each, order, folder)).toList();
        output.print(
                terminal,
                Report.of("run", trees),
                () -> front.forEach(each -> terminal.print(
                        Columns.wrap(Summary.frontLine(each, order.settings().reported()), terminal.width()))));
    }

    private static Map<String, Object> tree(SweepAnalysis.Found best, Order order, Folder folder) {
        var checkpoints = checkpoints(best, order, folder);
        var tree = Trees.found(best.run(), best.taught());
        tree.put("arguments", words(order.recipe(), best));
        tree.put("checkpoints", Optional.of(checkpoints.toString()).filter(_ -> written(checkpoints)));
        return tree;
    }

    private static Path checkpoints(SweepAnalysis.Found best, Order order, Folder folder) {
        return order.recipe()
                .checkpoints(
                        folder.workspace(order.sweepId()),
                        order.sweepId(),
                        best.run().runId());
    }

    private static boolean written(Path checkpoints) {
        var names = checkpoints.toFile().list();
        return names != null && names.length > 0;
    }

    private static Map<String, Object> values(SweepAnalysis.Found best) {
        return best.run().configuration().values();
    }

    private static String words(Recipe recipe, SweepAnalysis.Found best) {
        return recipe.train().arguments(values(best)).stream()
                .map(Typed::quoted)
                .collect(Collectors.joining(" "));
    }
}
