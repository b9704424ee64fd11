package metta.sweep.cli;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import metta.sweep.SweepException;
import metta.sweep.provenance.Comparison;
import metta.sweep.provenance.Keepsakes;
import metta.sweep.provenance.Provenance;
import metta.sweep.recipe.Recipe;
import metta.sweep.recipe.Recipes;
import metta.sweep.telemetry.Reasons;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs a run again, as it was.
@Command(
        name = "reproduce",
        description = {
            "Runs a run again, exactly: with the same arguments, seed and files.",
            "The program's files are brought back from its git repository where they have changed since. Nothing of the",
            "sweep changes. What is found is held against what the run had found; exit code 1 if the program failed or a",
            "score differs."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  metta sweep reproduce arena_trial_0007", "  metta sweep reproduce arena 7 --here"
        })
final class ReproduceCommand implements Callable<Integer> {
    private static final int MOST_LINES = 10;
    private final Terminal terminal;
    private final InstantSource clock = InstantSource.system();

    @Mixin
    private RunChoice choice = new RunChoice();

    @Option(names = "--here", description = "Take the program's files as they are now.")
    private boolean here;

    ReproduceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Repetition repetition;
        Optional<Provenance> then;
        try (var chosen = choice.choose(terminal::warn)) {
            repetition = Repetition.of(chosen, terminal, clock.instant());
            then = Provenance.of(chosen.run().summary());
        }
        return repetition.run(recipe(repetition, then));
    }

    /// The recipe, with its files as they were when the run began.
    private Recipe recipe(Repetition repetition, Optional<Provenance> then) {
        var recipe = repetition.recipe();
        if (then.isEmpty()) {
            terminal.warn("nothing is known of the files that the run was made of: they are taken as they are");
            return recipe;
        }
        try {
            var made = Recipes.madeOf(recipe, repetition.sweep(), repetition.inherited(), terminal::warn);
            var comparison = new Comparison(
                    then.get(),
                    made.lookAtLeisure(clock.instant()),
                    Keepsakes.of(repetition.sweep().directory()));
            tellPackages(comparison);
            return withFiles(comparison, recipe, repetition);
        } catch (IOException e) {
            throw new SweepException(
                    SweepException.Exit.IO,
                    "the program's files cannot be brought back as they were: %s. With --here they are taken as they are now"
                            .formatted(Reasons.of(e)),
                    e);
        }
    }

    private Recipe withFiles(Comparison comparison, Recipe recipe, Repetition repetition) throws IOException {
        var into = repetition.place().resolve("source");
        var same = comparison.sameFiles();
        if (same.isEmpty()) {
            terminal.warn(
                    "it is not known which files the program had, because it was in no git repository, or git did not answer in time: they are taken as they are");
            return recipe;
        }
        if (same.get()) {
            return recipe;
        }
        if (here) {
            terminal.warn("the program's files have changed since, and are taken as they are now");
            return recipe;
        }
        var restored = comparison.restore(recipe.home(), into, repetition.inherited());
        terminal.err().println("metta: the program's files have changed since; as they were they are in " + into);
        tell(
                "these are not git's, and linked to where they are now: what the program writes there is written there: ",
                restored.linked());
        tell("these submodules are not brought back: ", restored.missing());
        return recipe.at(restored.home());
    }

    private void tell(String what, List<String> names) {
        if (!names.isEmpty()) {
            var some = names.stream().limit(MOST_LINES).map(Values::plain).collect(Collectors.joining(", "));
            var more = names.size() > MOST_LINES ? " and %d more".formatted(names.size() - MOST_LINES) : "";
            terminal.warn(what + some + more);
        }
    }

    private void tellPackages(Comparison comparison) throws IOException {
        var lines = comparison.packages();
        if (!lines.isEmpty()) {
            terminal.warn("its Python is not what it was:");
            lines.stream().limit(MOST_LINES).forEach(line -> terminal.err().println("  " + Values.plain(line)));
            if (lines.size() > MOST_LINES) {
                terminal.err().println("  and %d more".formatted(lines.size() - MOST_LINES));
            }
        }
    }
}
