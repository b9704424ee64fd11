package metta.sweep.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import metta.sweep.SweepException;
import metta.sweep.config.Aggregate;
import metta.sweep.config.Goal;
import metta.sweep.config.Layer;
import metta.sweep.config.Metric;
import metta.sweep.json.Json;
import metta.sweep.recipe.InlineProgram;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Sweeps a command line, without a file.
@Command(
        name = "try",
        description = {
            "Sweeps a command line, without any file.",
            "Where a value goes there stands what is to be tried:",
            "{dropout:0.0..0.5}, {lr:log:1e-5..1e-2}, {width:pow2:16..256} or {optimizer:adam|sgd}.",
            "Braces that are meant as text are doubled: {{name}}.",
            "The program prints its score: score=0.71, or {\"score\": 0.71} on a line of its own.",
            "The same command goes on with it."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta sweep try --trials 20 -- python train.py --lr '{lr:log:1e-5..1e-2}'"})
final class TryCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Typed typed;

    @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "The program and its arguments.")
    private List<String> command = new ArrayList<>();

    @Option(names = "--metric", paramLabel = "NAME", description = "What the program calls its score. Default: score.")
    private String metric = "score";

    @Option(names = "--minimize", description = "Less of it is better.")
    private boolean minimize;

    @Option(names = "--name", paramLabel = "ID", description = "The sweep's id. Default: from the command.")
    private Optional<String> name = Optional.empty();

    @Mixin
    private DocumentOutput output = new DocumentOutput();

    @Mixin
    private Overrides overrides = new Overrides();

    @Mixin
    private FolderOption dir = new FolderOption();

    TryCommand(Terminal terminal, Typed typed) {
        this.terminal = terminal;
        this.typed = typed;
    }

    /// What follows the program is the program's, whatever it looks like.
    @Spec
    void readTheProgramsOptionsAsWords(CommandSpec spec) {
        spec.parser().stopAtPositional(true);
    }

    @Override
    public Integer call() throws InterruptedException {
        output.form();
        var program = program();
        var layer = Layer.parse(
                "the command", Json.write(Map.of("parameters", program.parameters(), "optimizer", "sobol")));
        var config = overrides.apply(layer, System.getenv());
        var order = Orders.place(config, program.recipe(), name);
        var folder = dir.folder();
        var place = overrides.place(config);
        folder.requireOnlyIn(place, order.sweepId());
        SweepStart.requirePrograms(order, folder, place);
        overrides.notes().forEach(terminal::warn);
        program.tried()
                .forEach(each -> terminal.err()
                        .println("metta: tries %s: %s".formatted(each.name(), Values.plain(each.words()))));
        return new SweepStart(terminal, typed.ending(command.size()), InstantSource.system(), output.json(), Map.of())
                .start(order, folder, place, false);
    }

    private InlineProgram program() {
        try {
            var goal = minimize ? Goal.MINIMIZE : Goal.MAXIMIZE;
            return InlineProgram.of(
                    command, Path.of("").toAbsolutePath(), Optional.of(new Metric(metric, goal, Aggregate.LAST)));
        } catch (IllegalArgumentException e) {
            throw new SweepException(SweepException.Exit.USAGE, String.valueOf(e.getMessage()), e);
        }
    }
}
