package metta.sweep.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import metta.sweep.SweepException;
import metta.sweep.config.ConfigProblem;
import metta.sweep.config.Description;
import metta.sweep.config.InvalidConfigException;
import metta.sweep.config.SweepConfig;
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
        footer = {
            "",
            "Examples:",
            "  metta sweep validate sweep.yaml",
            "  metta sweep validate sweep.yaml --set optimizer.acquisition=ucb"
        })
final class ValidateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "sweep.yaml, recipe.yaml, JSON of either, or a folder with a recipe.yaml.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private RowsOutput output = new RowsOutput();

    @Mixin
    private Overrides overrides = new Overrides();

    @Mixin
    private FolderOption dir = new FolderOption();

    /// @param warnings what is to be said though nothing is wrong
    private record Checked(List<ConfigProblem> problems, List<ConfigProblem> warnings) {}

    ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        output.form();
        var all = new LinkedHashMap<Path, Checked>();
        files().stream().map(RecipeFiles::file).forEach(file -> all.put(file, check(file)));
        var report = new Report(
                "file",
                () -> all.entrySet().stream().map(ValidateCommand::tree).toList(),
                () -> all.entrySet().stream().flatMap(ValidateCommand::rows).toList());
        all.values().stream()
                .flatMap(each -> each.warnings().stream())
                .forEach(each -> terminal.warn(Overrides.words(each)));
        output.print(terminal, report, () -> all.forEach((file, checked) -> tell(file, checked.problems())));
        return all.values().stream().allMatch(each -> each.problems().isEmpty()) ? 0 : SweepException.Exit.USAGE.code();
    }

    /// An option names a file as well as a word does.
    private List<Path> files() {
        var all = Stream.concat(files.stream(), overrides.file().stream()).toList();
        if (all.isEmpty()) {
            throw new SweepException(
                    SweepException.Exit.USAGE, "which file? Name one, or several: metta sweep validate sweep.yaml");
        }
        return all;
    }

    private Checked check(Path file) {
        try {
            Recipes.requireNoProgram(file);
            boolean recipe = RecipeFiles.isNamedAsRecipe(file) || trains(file);
            return new Checked(List.of(), recipe ? recipe(file) : sweep(file));
        } catch (InvalidConfigException e) {
            return new Checked(e.problems(), List.of());
        }
    }

    private List<ConfigProblem> recipe(Path file) {
        var warnings = new ArrayList<>(Recipes.load(file).check(System.getenv()));
        if (overrides.any()) {
            warnings.add("this is a recipe, of which --set and its like say nothing");
        }
        return warnings.stream()
                .map(each -> new ConfigProblem(file.toString(), Optional.empty(), "", Values.plain(each)))
                .toList();
    }

    /// What a file says whose name does not tell what it is.
    private static boolean trains(Path file) {
        return YamlReader.read(
                file,
                root -> root.isMap() && root.map().has("train") && !root.map().has("parameters"));
    }

    /// A sweep's file lies over what the recipe that it names says of sweeps, and options over the file.
    private List<ConfigProblem> sweep(Path file) {
        var description = overrides.over(file, System.getenv());
        overrides.notes().forEach(terminal::warn);
        var read = description.read();
        description.checkProfiles();
        return Stream.concat(overrides.remarks(description, read).stream(), absences(description, read).stream())
                .toList();
    }

    /// Of earlier sweeps to learn from that are not there, where sweeps are. One that has begun needs them no more.
    private List<ConfigProblem> absences(Description description, SweepConfig read) {
        var folder = dir.folder();
        boolean wanted =
                !read.warmStart().from().isEmpty() && read.warmStart().taken().isEmpty();
        if (!wanted
                || folder.stores().isEmpty()
                || read.name().or(read::recipe).filter(folder::has).isPresent()) {
            return List.of();
        }
        var precedents = new Precedents(folder, Map.of(), terminal::warn);
        return read.warmStart().from().stream()
                .flatMap(each -> precedents.absence(each).stream())
                .map(each -> description.remark("warm_start.from", each))
                .toList();
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
            terminal.out().println(Overrides.words(problem));
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

    private static Stream<Map<String, Object>> rows(Map.Entry<Path, Checked> file) {
        return file.getValue().problems().stream().map(problem -> {
            var row = new LinkedHashMap<String, Object>();
            row.put("file", file.getKey().toString());
            row.putAll(tree(problem));
            return row;
        });
    }

    private static Map<String, Object> tree(Map.Entry<Path, Checked> file) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("file", file.getKey().toString());
        var checked = file.getValue();
        tree.put(
                "problems",
                checked.problems().stream().map(ValidateCommand::tree).toList());
        tree.put(
                "warnings",
                checked.warnings().stream().map(ValidateCommand::tree).toList());
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
