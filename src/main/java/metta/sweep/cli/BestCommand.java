package metta.sweep.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.analysis.SweepAnalysis;
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
            "  eval python train.py \"$(metta sweep best digits --as-args)\""
        })
final class BestCommand implements Callable<Integer> {
    private final Terminal terminal;

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

    @Mixin
    private RowsOutput output = new RowsOutput();

    @Mixin
    private PlaceOptions where = new PlaceOptions();

    BestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (output.form() != Form.TABLE && asArgs) {
            throw OutputOption.usage("--as-args is a form of its own, and -o asks for another; give one of them");
        }
        var folder = where.folder();
        var found = folder.find(sweepId, terminal::warn);
        try (var store = found.store()) {
            var id = found.sweep().sweepId();
            var order = Orders.recall(found.sweep());
            var runs = store.fetchRuns(id, 0).runs();
            var best = SweepAnalysis.of(runs, order.goal(), 1).best().orElseThrow(() -> none(found.sweep()));
            show(best, order, folder);
        }
        return 0;
    }

    private static SweepException none(SweepInfo sweep) {
        var why = sweep.state().ended()
                ? ", and it has ended; `metta sweep analyze %s` says what failed"
                : " yet; `metta sweep status %s` says how it stands";
        return new SweepException(
                SweepException.Exit.NOT_FOUND,
                "no run of sweep %s has a score%s".formatted(sweep.sweepId(), why.formatted(sweep.sweepId())));
    }

    private void show(SweepAnalysis.Found best, Order order, Folder folder) {
        var checkpoints = order.recipe()
                .checkpoints(
                        folder.workspace(order.sweepId()),
                        order.sweepId(),
                        best.run().runId());
        if (asArgs) {
            terminal.out().println(words(order.recipe(), best));
            return;
        }
        var tree = Trees.found(best.run(), best.taught());
        tree.put("arguments", words(order.recipe(), best));
        tree.put("checkpoints", Optional.of(checkpoints.toString()).filter(_ -> written(checkpoints)));
        var report = new Report("run", () -> tree, () -> List.of(tree));
        output.print(terminal, report, () -> {
            terminal.out()
                    .println("%s  %s = %s%s"
                            .formatted(
                                    best.run().runId(),
                                    Values.plain(order.metrics().getFirst().name()),
                                    Summary.score(best),
                                    Sight.mark(best.run())));
            values(best).forEach((name, value) -> terminal.out().println("  " + Values.plain(name + ": " + value)));
            if (written(checkpoints)) {
                terminal.out().println("  checkpoints in " + checkpoints);
            }
        });
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
