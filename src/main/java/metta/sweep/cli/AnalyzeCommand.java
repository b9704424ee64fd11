package metta.sweep.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import metta.sweep.SweepException;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows what a sweep has found.
@Command(
        name = "analyze",
        description = "Shows the best runs of a sweep, which parameters matter, and what failed how often.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta sweep analyze arena --top 10"})
final class AnalyzeCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Typed typed;

    @Parameters(
            arity = "0..1",
            paramLabel = "SWEEP",
            description = "Its id, or the beginning of it. Default: the newest sweep.")
    private Optional<String> sweepId = Optional.empty();

    @Option(names = "--top", paramLabel = "N", description = "How many of the best runs to show. Default: 5.")
    private int top = Summary.TOP;

    @Mixin
    private RowsOutput output = new RowsOutput();

    @Mixin
    private PlaceOptions where = new PlaceOptions();

    AnalyzeCommand(Terminal terminal, Typed typed) {
        this.terminal = terminal;
        this.typed = typed;
    }

    @Override
    public Integer call() {
        output.form();
        if (top < 1) {
            throw new SweepException(SweepException.Exit.USAGE, "--top must be at least 1, got " + top);
        }
        var found = where.folder().find(sweepId, terminal::warn);
        try (var store = found.store()) {
            var runs = store.fetchRuns(found.sweep().sweepId(), 0).runs();
            var summary = new Summary(found.sweep(), runs, Orders.recall(found.sweep()), top, typed.places());
            output.print(terminal, new Report("run", summary::tree, summary::top), () -> show(summary));
        }
        return 0;
    }

    private void show(Summary summary) {
        terminal.out().println(terminal.style().bold(summary.headline()));
        terminal.print(summary.lines());
        var best = summary.analysis().top();
        if (best.size() > 1) {
            terminal.out().println("Top %d:".formatted(best.size()));
            best.forEach(found -> terminal.print(Columns.wrap(
                    "  %12s  %s%s  %s"
                            .formatted(
                                    Summary.score(found),
                                    found.run().runId(),
                                    Sight.mark(found.run()),
                                    Values.plain(Picture.parameters(found.run().configuration()))),
                    terminal.width())));
        }
        summary.frontLines(top).forEach(line -> terminal.print(Columns.wrap(line, terminal.width())));
        terminal.print(summary.relevance().lines());
        if (!summary.failureLines().isEmpty()) {
            terminal.out().println("Failures:");
            terminal.print(summary.failureLines());
        }
    }
}
