package metta.sweep.cli;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import metta.sweep.SweepException;
import metta.sweep.config.ConfigProblem;
import metta.sweep.config.InvalidConfigException;
import metta.sweep.config.OptimizerType;
import metta.sweep.config.StorePlace;
import metta.sweep.config.SweepConfig;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.config.YamlReader;
import metta.sweep.json.Json;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What the command line says about a sweep; it goes over what the file says.
final class Overrides {
    private static final long MOST_GRID_TRIALS = 10_000;

    /// Which option a part of the description comes from.
    private static final Map<String, String> OPTIONS = Map.of(
            "budget.max_trials", "--trials",
            "execution.max_parallel_jobs", "--parallel",
            "parameters", "--grid",
            "seed", "--seed",
            "store", "--store");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The sweep's description: sweep.yaml or JSON.")
    private Optional<Path> config = Optional.empty();

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

    @Mixin
    private StoreOption store = new StoreOption();

    /// The sweep as described by the file and the command line together.
    SweepConfig apply() {
        if (config.isEmpty() && grid.isEmpty()) {
            throw usage("what is to be tried? Give --config FILE, or --grid NAME=V1,V2 to try without a file");
        }
        var base = config.map(SweepConfigReader::read);
        var tree = new LinkedHashMap<String, Object>(
                base.<Map<String, Object>>map(SweepConfig::toTree).orElseGet(Map::of));
        if (base.isEmpty()) {
            put(tree, "execution", "max_parallel_jobs", Runtime.getRuntime().availableProcessors());
        }
        refuseTwice(grid);
        grid.forEach(each -> addGrid(tree, each));
        trials.ifPresent(each -> put(tree, "budget", "max_trials", each));
        parallel.ifPresent(each -> put(tree, "execution", "max_parallel_jobs", each));
        seed.ifPresent(each -> tree.put("seed", each));
        store.described().ifPresent(each -> tree.put("store", each));
        var read = read(tree);
        return !grid.isEmpty() && trials.isEmpty() ? wholeGrid(tree, read) : read;
    }

    /// Where the sweep is kept, with the password that a description never holds.
    StorePlace place(SweepConfig applied) {
        return store.place().orElse(applied.store());
    }

    /// The file has been read by itself before, so whatever is wrong now comes from an option.
    private static SweepConfig read(Map<String, Object> tree) {
        try {
            return SweepConfigReader.parse("command line", Json.write(tree));
        } catch (InvalidConfigException e) {
            throw usage(e.problems().stream().map(Overrides::inOptions).collect(Collectors.joining("\n")));
        }
    }

    private static String inOptions(ConfigProblem problem) {
        var path = problem.path();
        var option = OPTIONS.entrySet().stream()
                .filter(each -> path.equals(each.getKey()) || path.startsWith(each.getKey() + "."))
                .map(each ->
                        each.getValue() + path.substring(each.getKey().length()).replaceFirst("^\\.", " "))
                .findFirst()
                .orElse("with these options, " + path);
        return option + ": " + problem.message();
    }

    private static SweepConfig wholeGrid(Map<String, Object> tree, SweepConfig read) {
        var size = Grids.size(read.optimizer(), read.space());
        if (size.compareTo(BigInteger.valueOf(MOST_GRID_TRIALS)) > 0) {
            throw usage("the grid has %s points; say how many to try with --trials".formatted(size));
        }
        put(tree, "budget", "max_trials", size.longValueExact());
        return read(tree);
    }

    private static void addGrid(Map<String, Object> tree, String text) {
        int equals = text.indexOf('=');
        var words = List.of(text.substring(equals + 1).split(",", -1));
        if (equals < 1 || words.contains("")) {
            throw usage("--grid takes NAME=V1,V2, got '%s'".formatted(text));
        }
        var values = words.stream().map(Overrides::value).toList();
        put(tree, "parameters", text.substring(0, equals), Map.of("values", values));
        var grid = OptimizerType.GRID.name().toLowerCase(Locale.ROOT);
        boolean already = tree.get("optimizer") instanceof Map<?, ?> old && grid.equals(old.get("type"));
        if (!already) {
            tree.put("optimizer", Map.of("type", grid));
        }
    }

    /// A word of the command line means what it means in a file.
    private static Object value(String word) {
        return YamlReader.word(word)
                .orElseThrow(() -> usage("'%s' is no value that a parameter can have".formatted(word)));
    }

    private static void refuseTwice(List<String> grids) {
        var seen = new HashSet<String>();
        for (var each : grids) {
            var name = each.replaceFirst("=.*", "");
            if (!seen.add(name)) {
                throw usage("--grid names '%s' twice; put all its values into one".formatted(name));
            }
        }
    }

    private static SweepException usage(String message) {
        return new SweepException(SweepException.Exit.USAGE, message);
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> tree, String section, String key, Object value) {
        var old = tree.get(section) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.<String, Object>of();
        var changed = new LinkedHashMap<>(old);
        changed.put(key, value);
        tree.put(section, changed);
    }
}
