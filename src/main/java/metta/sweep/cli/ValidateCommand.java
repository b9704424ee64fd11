package metta.sweep.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import metta.sweep.SweepException;
import metta.sweep.config.ConfigProblem;
import metta.sweep.config.Description;
import metta.sweep.config.InvalidConfigException;
import metta.sweep.config.Layer;
import metta.sweep.config.YamlReader;
import metta.sweep.recipe.RecipeFiles;
import metta.sweep.recipe.Recipes;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Says all that is wrong with files, and starts nothing.
@Command(
        name = "validate",
        description = "Says all that is wrong with a sweep's or a recipe's file, each with its line.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta sweep validate sweep.yaml"})
final class ValidateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "sweep.yaml, recipe.yaml, JSON of either, or a folder with a recipe.yaml.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private RowsOutput output = new RowsOutput();

    ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        output.form();
        var all = new LinkedHashMap<Path, List<ConfigProblem>>();
        files.stream().map(RecipeFiles::file).forEach(file -> all.put(file, problems(file)));
        var report = new Report(
                "file",
                () -> all.entrySet().stream().map(ValidateCommand::tree).toList(),
                () -> all.entrySet().stream().flatMap(ValidateCommand::rows).toList());
        output.print(terminal, report, () -> all.forEach(this::tell));
        return all.values().stream().allMatch(List::isEmpty) ? 0 : SweepException.Exit.USAGE.code();
    }

    private List<ConfigProblem> problems(Path file) {
        try {
            Recipes.requireNoProgram(file);
            if (RecipeFiles.isNamedAsRecipe(file) || trains(file)) {
                Recipes.load(file)
                        .check(System.getenv())
                        .forEach(warning -> terminal.warn("%s: %s".formatted(file, Values.plain(warning))));
            } else {
                sweep(file);
            }
            return List.of();
        } catch (InvalidConfigException e) {
            return e.problems();
        }
    }

    /// What a file says whose name does not tell what it is.
    private static boolean trains(Path file) {
        return YamlReader.read(
                file,
                root -> root.isMap() && root.map().has("train") && !root.map().has("parameters"));
    }

    /// A sweep's file lies over what the recipe that it names says of sweeps.
    private void sweep(Path file) {
        var own = Layer.of(file);
        var recipe = Description.of(List.of(own)).text("recipe");
        var defaults = recipe.flatMap(each -> Recipes.defaults(each, Path.of("").toAbsolutePath()));
        var description = Description.of(Stream.concat(defaults.stream().map(each -> each.below(own)), Stream.of(own))
                .toList());
        description.notes().forEach(note -> terminal.err().println("metta: " + note));
        description.read();
        description.checkProfiles();
    }

    private void tell(Path file, List<ConfigProblem> problems) {
        if (problems.isEmpty()) {
            terminal.out().println(file + ": fine");
            return;
        }
        boolean placed = problems.stream().anyMatch(each -> each.at().isPresent());
        var lines = placed ? lines(file) : List.<String>of();
        var names = List.of(file.toString(), file.toAbsolutePath().normalize().toString());
        problems.forEach(problem -> {
            terminal.out().println(problem);
            problem.at()
                    .filter(_ -> names.contains(problem.source()))
                    .ifPresent(at -> terminal.print(Excerpt.of(lines, at, terminal.width())));
        });
        terminal.err()
                .println("metta: %s: %d %s"
                        .formatted(file, problems.size(), problems.size() == 1 ? "problem" : "problems"));
    }

    /// None where the file is no text: that is among what is said about it.
    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException _) {
            return List.of();
        } catch (IOException e) {
            throw new SweepException(SweepException.Exit.IO, "%s: cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    private static Stream<Map<String, Object>> rows(Map.Entry<Path, List<ConfigProblem>> file) {
        return file.getValue().stream().map(problem -> {
            var row = new LinkedHashMap<String, Object>();
            row.put("file", file.getKey().toString());
            row.putAll(tree(problem));
            return row;
        });
    }

    private static Map<String, Object> tree(Map.Entry<Path, List<ConfigProblem>> file) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("file", file.getKey().toString());
        tree.put("problems", file.getValue().stream().map(ValidateCommand::tree).toList());
        return tree;
    }

    private static Map<String, Object> tree(ConfigProblem problem) {
        var tree = new LinkedHashMap<String, Object>();
        problem.at().ifPresent(at -> {
            tree.put("line", at.line());
            tree.put("column", at.column());
        });
        tree.put("path", problem.path());
        tree.put("message", problem.message());
        return tree;
    }
}
