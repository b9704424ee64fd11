package metta.sweep.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import metta.sweep.config.Layer;
import metta.sweep.recipe.Interview;
import metta.sweep.recipe.ProgramOption;
import metta.sweep.recipe.Recipes;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Writes a first sweep.yaml for a recipe.
@Command(
        name = "init",
        description = {
            "Prints a first sweep.yaml for a recipe, with comments.",
            "It is made from the recipe's `sweep` section, else from what its Python program says it can be told",
            "(argparse, Hydra). For that, a program with argparse is run up to where it parses its arguments, no further."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta sweep init arena > sweep.yaml"})
final class InitCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "RECIPE", description = "What is to be swept.")
    private String recipe = "";

    InitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Orders.requireKnown(recipe);
        var here = Path.of("").toAbsolutePath();
        var found = Recipes.resolve(recipe, here);
        Map<String, Object> section =
                Recipes.defaults(recipe, here).map(Layer::tree).orElse(Map.of());
        var answer = section.containsKey("parameters")
                ? Interview.Answer.NOTHING
                : new Interview(found, System.getenv()).ask();
        terminal.print(new SweepDraft(recipe, found.metric(), section, answer).lines());
        answer.notes().forEach(terminal::warn);
        answer.options().stream()
                .filter(ProgramOption::required)
                .forEach(each -> terminal.warn(
                        "the program does not start without --%s: give it a value here, or under args in the recipe"
                                .formatted(Values.plain(each.name()))));
        answer.problem()
                .ifPresent(problem -> terminal.warn(
                        "the parameters are for you to fill in: the program could not be asked what it knows: "
                                + problem));
        return 0;
    }
}
