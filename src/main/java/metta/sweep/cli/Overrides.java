package metta.sweep.cli;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import metta.sweep.SweepException;
import metta.sweep.config.ConfigProblem;
import metta.sweep.config.Description;
import metta.sweep.config.InvalidConfigException;
import metta.sweep.config.Layer;
import metta.sweep.config.OptimizerType;
import metta.sweep.config.StorePlace;
import metta.sweep.config.SweepConfig;
import metta.sweep.config.YamlReader;
import metta.sweep.json.Json;
import metta.sweep.recipe.Recipes;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What the command line says about a sweep; it goes over what the file says.
final class Overrides {
    private static final long MOST_GRID_TRIALS = 10_000;
    private static final String SET = "--set ";
    /// How a key begins that adds a parameter.
    private static final String ADDED = "+parameters.";

    private static final String GRID = OptimizerType.GRID.name().toLowerCase(Locale.ROOT);

    /// The key that an option sets.
    private static final Map<String, String> KEYS = Map.of(
            "--trials", "budget.max_trials",
            "--parallel", "execution.max_parallel_jobs",
            "--grid", "parameters",
            "--seed", "seed",
            "--store", "store");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The sweep's description: sweep.yaml or JSON.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--profile", paramLabel = "NAME", description = "One of the `profiles` of that file.")
    private Optional<String> profile = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Another value for a key of the description, such as budget.time=2h; may be given several times.")
    private List<String> set = new ArrayList<>();

    @Option(
            names = "--grid",
            paramLabel = "NAME=V1,V2",
            description = "Try every combination of these values; may be given several times.")
    private List<String> grid = new ArrayList<>();

    @Option(names = "--trials", paramLabel = "N", description = "How many configurations to try.")
    private Optional<Integer> trials = Optional.empty();

    @Option(names = "--parallel", paramLabel = "N", description = "How many trainings to run at once.")
    private Optional<Integer> parallel = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Where all chance of the sweep comes from.")
    private Optional<Long> seed = Optional.empty();

    private List<String> notes = List.of();

    @Mixin
    private StoreOption store = new StoreOption();

    /// The sweep as the recipe's defaults, the file, the command line and the environment describe it together.
    ///
    /// @param recipe where the command line names it; else a description may
    Description describe(Optional<String> recipe, Map<String, String> environment) {
        return naming(() -> described(recipe, environment));
    }

    private Description described(Optional<String> recipe, Map<String, String> environment) {
        var named = recipe.or(
                () -> Description.of(layers(Optional.empty(), environment)).text("recipe"));
        return describeOver(
                named.flatMap(each -> Recipes.defaults(each, Path.of("").toAbsolutePath())), environment);
    }

    /// The same about another file, whose recipe is the one that it names. What is wrong with it is told with its
    /// place.
    Description over(Path file, Map<String, String> environment) {
        config = Optional.of(file);
        return described(Optional.empty(), environment);
    }

    /// What to tell about what was described last.
    List<String> notes() {
        return List.copyOf(notes);
    }

    /// The file, where it is given as an option.
    Optional<Path> file() {
        return config;
    }

    /// Whether they say anything, but for the file.
    boolean any() {
        return !set.isEmpty()
                || !grid.isEmpty()
                || Stream.of(profile, trials, parallel, seed, store.described()).anyMatch(Optional::isPresent);
    }

    /// What is to be said of a description though nothing is wrong with it.
    ///
    /// @param read the same
    List<ConfigProblem> remarks(Description description, SweepConfig read) {
        var given = grid.stream().map(Overrides::name).toList();
        return new Remarks(description, read, given).all();
    }

    private Description describeOver(Optional<Layer> defaults, Map<String, String> environment) {
        if (config.isEmpty() && grid.isEmpty() && defaults.isEmpty()) {
            throw usage("what is to be tried? Give --config FILE, or --grid NAME=V1,V2 to try without a file");
        }
        var layers = layers(defaults, environment);
        var description = Description.of(layers);
        notes = Stream.concat(description.notes().stream(), additions(defaults).stream())
                .toList();
        if (!grid.isEmpty() && trials.isEmpty()) {
            layers.add(wholeGrid(description.read()));
            return Description.of(layers);
        }
        return description;
    }

    /// The same, read.
    SweepConfig apply(Optional<String> recipe, Map<String, String> environment) {
        var description = describe(recipe, environment);
        return naming(() -> read(description));
    }

    /// The sweep as these defaults, the file, the command line and the environment describe it together.
    SweepConfig apply(Layer defaults, Map<String, String> environment) {
        return naming(() -> read(describeOver(Optional.of(defaults), environment)));
    }

    private SweepConfig read(Description description) {
        var read = description.read();
        notes = Stream.concat(
                        notes.stream(), remarks(description, read).stream().map(Overrides::words))
                .toList();
        return read;
    }

    /// Where the sweep is kept, with the password that a description never holds.
    StorePlace place(SweepConfig applied) {
        return store.place()
                .filter(place -> place.word().equals(applied.store().word()))
                .orElse(applied.store());
    }

    private List<Layer> layers(Optional<Layer> defaults, Map<String, String> environment) {
        refuseTwice(grid);
        var layers = new ArrayList<Layer>();
        if (config.isEmpty()) {
            layers.add(option("--parallel", Runtime.getRuntime().availableProcessors()));
        }
        config.ifPresent(Recipes::requireNoProgram);
        var file = config.map(Layer::of);
        defaults.map(each -> grid.isEmpty() ? each : each.searchless())
                .map(each -> file.map(each::below).orElse(each))
                .ifPresent(layers::add);
        file.ifPresent(layers::add);
        profile.map(each -> Description.of(layers).profile(each)).ifPresent(layers::add);
        if (!grid.isEmpty() && !isGrid(Description.of(layers))) {
            layers.add(Layer.of("--grid", "optimizer.type", GRID));
        }
        grid.forEach(each -> layers.add(gridOf(each)));
        StoreOption.usual().ifPresent(each -> layers.add(option("--store", each)));
        set.forEach(each -> layers.add(assignment(each)));
        trials.ifPresent(each -> layers.add(option("--trials", each)));
        parallel.ifPresent(each -> layers.add(option("--parallel", each)));
        seed.ifPresent(each -> layers.add(option("--seed", each)));
        store.described().ifPresent(each -> layers.add(option("--store", each)));
        layers.addAll(Layer.of(environment));
        return layers;
    }

    /// Of the parameters that the grid adds to those of the recipe and the file.
    private List<String> additions(Optional<Layer> defaults) {
        var others = Description.of(
                Stream.concat(defaults.stream(), config.map(Layer::of).stream()).toList());
        return grid.stream()
                .flatMap(each -> others.additions(gridOf(each)).stream())
                .toList();
    }

    private static boolean isGrid(Description description) {
        return description
                .text("optimizer")
                .or(() -> description.text("optimizer.type"))
                .equals(Optional.of(GRID));
    }

    private static Layer option(String name, Object value) {
        return Layer.of(name, KEYS.getOrDefault(name, ""), Json.write(value));
    }

    private static Layer gridOf(String text) {
        int equals = text.indexOf('=');
        var words = List.of(text.substring(equals + 1).split(",", -1));
        if (equals < 1 || words.contains("")) {
            throw usage("--grid takes NAME=V1,V2, got '%s'".formatted(text));
        }
        var values = words.stream().map(Overrides::value).toList();
        return Layer.of("--grid", "parameters.%s.values".formatted(text.substring(0, equals)), Json.write(values));
    }

    /// The parameter that a `--grid` is about.
    private static String name(String grid) {
        return grid.replaceFirst("=.*", "");
    }

    private static Layer assignment(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw usage("--set takes KEY=VALUE, got '%s'".formatted(text));
        }
        var key = text.substring(0, equals);
        boolean adds = key.startsWith(ADDED);
        if (key.startsWith("+") && !adds) {
            throw usage("--set takes a plus only where a parameter is added, as in %sNAME=VALUE, got '%s'"
                    .formatted(ADDED, text));
        }
        var layer = Layer.of(SET + key, adds ? key.substring(1) : key, text.substring(equals + 1));
        return adds ? layer : layer.changing();
    }

    private static Layer wholeGrid(SweepConfig read) {
        var size = Grids.trials(read);
        if (size.compareTo(BigInteger.valueOf(MOST_GRID_TRIALS)) > 0) {
            throw usage("the grid has %s points; say how many to try with --trials".formatted(size));
        }
        return option("--trials", size.longValueExact());
    }

    /// A word of the command line means what it means in a file.
    private static Object value(String word) {
        return YamlReader.word(word)
                .orElseThrow(() -> usage("'%s' is no value that a parameter can have".formatted(word)));
    }

    private static void refuseTwice(List<String> grids) {
        var seen = new HashSet<String>();
        for (var each : grids) {
            var name = name(each);
            if (!seen.add(name)) {
                throw usage("--grid names '%s' twice; put all its values into one".formatted(name));
            }
        }
    }

    /// Problems of options are told by the options' names.
    private static <T> T naming(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InvalidConfigException e) {
            throw usage(e.problems().stream().map(Overrides::words).collect(Collectors.joining("\n")));
        }
    }

    static String words(ConfigProblem problem) {
        var source = problem.source();
        var key = source.startsWith(SET) ? source.substring(SET.length()).replaceFirst("^\\+", "") : KEYS.get(source);
        if (key != null && problem.at().isEmpty() && key.startsWith(problem.path() + ".")) {
            return "%s: %s".formatted(source, problem.message());
        }
        if (key == null || problem.at().isPresent() || !problem.path().startsWith(key)) {
            return problem.toString();
        }
        var rest = problem.path().substring(key.length()).replaceFirst("^\\.", " ");
        return "%s%s: %s".formatted(source, rest, problem.message());
    }

    private static SweepException usage(String message) {
        return new SweepException(SweepException.Exit.USAGE, message);
    }
}
