package metta.sweep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import metta.sweep.Fact;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.MetricPoint;
import metta.sweep.Resources;
import metta.sweep.RunInfo;
import metta.sweep.SweepException;
import metta.sweep.Workspace;
import metta.sweep.config.Metric;
import metta.sweep.config.Spelling;
import metta.sweep.config.StoreType;
import metta.sweep.config.SweepConfig;
import metta.sweep.config.YamlReader;
import metta.sweep.files.FileTree;
import metta.sweep.recipe.Recipe;
import metta.sweep.recipe.Recipes;
import metta.sweep.telemetry.Reasons;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs one of a recipe's tools by itself.
@Command(
        name = "run",
        description = {
            "Runs one of a recipe's tools by itself, as a sweep would.",
            "It gets these arguments, its metrics are told as they come, and what follows it runs too. The same --name",
            "goes on with it."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta run arena.train trainer.optimizer.learning_rate=0.01"})
final class RunCommand implements Callable<Integer> {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Terminal terminal;
    private final InstantSource clock = InstantSource.system();

    @Parameters(
            index = "0",
            paramLabel = "RECIPE.TOOL",
            description = "What to run. A recipe with one program needs no tool: metta run mine.")
    private String what = "";

    @Parameters(index = "1..*", paramLabel = "KEY=VALUE", description = "Its arguments, in order.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--name",
            paramLabel = "ID",
            description = "What the run is called. Default: the tool and the time.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Where its chance comes from. Default: 0.")
    private int seed;

    @Option(names = "--dir", paramLabel = "FOLDER", description = "The folder for such runs. Default: runs.")
    private Path dir = Path.of("runs");

    @Option(names = "--dry-run", description = "Print the command, and start nothing.")
    private boolean dryRun;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var recipe = Recipes.tool(what, Path.of("").toAbsolutePath());
        var values = values();
        var id = runId(recipe);
        var workspace = new Workspace(dir);
        var wanted = recipe.metric().map(Metric::name).map(Set::of).orElse(Set.of());
        var program = Recipes.program(recipe, workspace, System.getenv(), wanted, terminal::warn);
        boolean known = Files.exists(workspace.run(id));
        var training = job(JobId.training(id), workspace, Map.of(), values);
        if (dryRun) {
            terminal.out()
                    .println(program.launch(training).arguments().stream()
                            .map(Typed::quoted)
                            .collect(Collectors.joining(" ")));
            remove(known ? workspace.attempt(training.id()) : workspace.run(id));
            return 0;
        }
        var solo = new Solo(
                program,
                workspace,
                Inherited.of(
                        System.getenv(), StoreOption.standard(System.getenv()).orElse(StoreType.SQLITE)),
                terminal,
                points -> progress(points, wanted));
        int exit = tell(solo.run(training), workspace, training.id());
        if (exit == 0 && program.evaluates()) {
            var run = RunInfo.created(id, new Fact.InitRun(id, 1, 0, true, Map.of(), clock.instant()));
            var evaluation = job(JobId.evaluation(id), workspace, program.evaluationArgs(run), Map.of());
            return tell(solo.run(evaluation), workspace, evaluation.id());
        }
        return exit;
    }

    /// How far it is, by the metric that matters.
    private void progress(List<MetricPoint> newest, Set<String> wanted) {
        newest.stream()
                .filter(point -> wanted.contains(point.name()))
                .forEach(point -> terminal.err()
                        .println("metta: step %,d: %s = %s"
                                .formatted(point.step(), Values.plain(point.name()), Values.shorten(point.value()))));
    }

    /// Nothing is left of what would have been the run's.
    private static void remove(Path made) {
        try {
            FileTree.delete(made);
        } catch (IOException e) {
            throw new SweepException(
                    SweepException.Exit.IO, "%s cannot be deleted: %s".formatted(made, Reasons.of(e)), e);
        }
    }

    /// All that is wrong with them is said at once.
    private Map<String, Object> values() {
        var values = new LinkedHashMap<String, Object>();
        var problems = new ArrayList<String>();
        for (var word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                problems.add("arguments are KEY=VALUE, got '%s'".formatted(Spelling.shown(word)));
            } else {
                var key = word.substring(0, equals);
                var text = word.substring(equals + 1);
                if (values.put(key, YamlReader.word(text).orElse(text)) != null) {
                    problems.add("'%s' is there twice".formatted(Spelling.shown(key)));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new SweepException(SweepException.Exit.USAGE, String.join("\n", problems));
        }
        return values;
    }

    private String runId(Recipe recipe) {
        try {
            return SweepConfig.checkName(name.orElseGet(() -> recipe.name() + "-" + STAMP.format(clock.instant())));
        } catch (IllegalArgumentException e) {
            throw new SweepException(SweepException.Exit.USAGE, "--name: " + e.getMessage(), e);
        }
    }

    /// The next attempt at it.
    private JobDefinition job(
            JobId first, Workspace workspace, Map<String, Object> args, Map<String, Object> overrides) {
        var id = first;
        while (Files.exists(workspace.attempt(id))) {
            id = id.nextAttempt();
        }
        return new JobDefinition(id, id.runId(), "run", args, overrides, Resources.DEFAULT, seed, clock.instant());
    }

    private int tell(Solo.Ended ended, Workspace workspace, JobId job) {
        ended.metrics()
                .forEach((metric, values) -> terminal.err()
                        .println("metta: %s = %s".formatted(Values.plain(metric), Values.shorten(values.last()))));
        terminal.err()
                .println("metta: %s ended with %d; all of it is in %s"
                        .formatted(job, ended.exitCode(), workspace.attempt(job)));
        return ended.exitCode();
    }
}
