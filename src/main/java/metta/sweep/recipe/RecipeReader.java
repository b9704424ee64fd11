package metta.sweep.recipe;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import metta.sweep.Ordered;
import metta.sweep.checkpoint.CheckpointFolder;
import metta.sweep.config.Layer;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.config.YamlMap;
import metta.sweep.config.YamlNode;

/// Reads a recipe out of a recipe.yaml.
///
/// @param usualName what it is called unless it says so itself
record RecipeReader(Path home, String usualName) {
    private static final List<String> SWEEPS_OWN = List.of("parameters", "budget", "optimizer", "scheduler");
    private static final Step UNREADABLE =
            new Step(List.of("true"), ArgumentForm.USUAL, Optional.empty(), Map.of(), List.of());

    Recipe read(YamlNode root) {
        var map = root.map();
        if (!map.has("train") && SWEEPS_OWN.stream().anyMatch(map::has)) {
            root.problem("this looks like a sweep.yaml: give it with --config"
                    + (map.has("recipe")
                            ? " alone, because it names its recipe itself"
                            : ", and name a recipe, which says how the program is started"));
            return Recipe.of("", home, UNREADABLE, Optional.empty());
        }
        var metrics = map.find("metrics").map(YamlNode::map);
        var train = map.require("train").map(node -> step(node, sources(metrics, "train"), Map.of()));
        var evaluate = map.find("evaluate")
                .map(node -> step(node, sources(metrics, "evaluate"), Map.of("policy_uri", "${policy_uri}")));
        if (evaluate.isEmpty()) {
            metrics.flatMap(it -> it.find("evaluate"))
                    .ifPresent(node -> node.problem("there is no evaluation; add 'evaluate:' with a command"));
        }
        metrics.ifPresent(it -> it.rejectUnknownKeys("train", "evaluate"));
        var tools = map.find("tools").map(node -> new ToolsReader(train.orElse(UNREADABLE), evaluate).read(node));
        var name = map.find("name").flatMap(YamlNode::word);
        var directory = map.find("directory").flatMap(RecipeReader::filled);
        var environment = map.find("environment").map(RecipeReader::environment);
        var checkpoints = map.find("checkpoints").map(RecipeReader::checkpoints);
        var metric = map.find("metric").flatMap(SweepConfigReader::metric);
        map.find("sweep").ifPresent(Layer::check);
        map.rejectUnknownKeys();
        return new Recipe(
                name.orElse(usualName),
                home,
                directory.orElse(""),
                environment.orElse(Map.of()),
                train.orElse(UNREADABLE),
                evaluate,
                tools.orElseGet(() -> Ordered.copy(Map.of())),
                checkpoints.orElse(Checkpoints.USUAL),
                metric);
    }

    private static List<MetricSource> sources(Optional<YamlMap> metrics, String which) {
        return metrics.flatMap(map -> map.find(which)).map(SourceReader::read).orElse(List.of());
    }

    private static Step step(YamlNode node, List<MetricSource> metrics, Map<String, Object> usualArgs) {
        var map = node.map();
        var step = step(map, metrics, usualArgs);
        map.rejectUnknownKeys();
        return step;
    }

    /// What a map says of a program; it may say more.
    static Step step(YamlMap map, List<MetricSource> metrics, Map<String, Object> usualArgs) {
        var command = new CommandReader(map).read();
        var configFile = map.find("config_file").flatMap(RecipeReader::filled);
        var form = form(map, configFile.isPresent() ? ArgumentStyle.NONE : ArgumentStyle.KEY_VALUE);
        var args = map.find("args").map(it -> args(it, Macros.NAMES));
        return command.isEmpty() ? UNREADABLE : new Step(command, form, configFile, args.orElse(usualArgs), metrics);
    }

    private static ArgumentForm form(YamlMap map, ArgumentStyle usual) {
        var style = map.find("style")
                .flatMap(it -> it.oneOf("style", ArgumentStyle.byWord()))
                .orElse(usual);
        var node = map.find("booleans");
        var booleans = node.flatMap(it -> it.oneOf("form of booleans", TruthStyle.byWord()));
        if (booleans.filter(TruthStyle::bare).isPresent() && !style.dashed()) {
            node.ifPresent(it -> it.problem("bare flags need a style with dashes: --key=value or --key value"));
        }
        return new ArgumentForm(style, booleans.orElse(TruthStyle.TEXT));
    }

    static Map<String, Object> args(YamlNode node, List<String> macros) {
        Map<String, Object> args = new LinkedHashMap<>();
        node.map()
                .entries()
                .forEach((name, value) -> value.value().ifPresent(it -> {
                    if (name.isBlank()) {
                        value.problem("an argument must have a name");
                    }
                    if (it instanceof String text) {
                        Macros.problem(text, macros).ifPresent(value::problem);
                    }
                    args.put(name, it);
                }));
        return args;
    }

    private static Checkpoints checkpoints(YamlNode node) {
        var map = node.map();
        var path = map.find("path").flatMap(it -> filled(it, Macros.OF_RUN));
        map.find("path")
                .filter(_ ->
                        path.filter(text -> Macros.problem(text, Macros.OF_RUN).isEmpty())
                                        .isPresent()
                                && Macros.OF_ONE_RUN.stream().noneMatch(path.get()::contains))
                .ifPresent(it ->
                        it.problem("all runs would share these checkpoints; put ${run_dir} or ${run} into the path"));
        var pattern = map.find("pattern").flatMap(RecipeReader::glob);
        var withCheckpoint = Stream.concat(Macros.NAMES.stream(), Stream.of(Macros.CHECKPOINT))
                .toList();
        var resumeArgs = map.find("resume_args").map(it -> args(it, withCheckpoint));
        var keep = map.find("keep").flatMap(it -> it.count(1, Integer.MAX_VALUE));
        if (keep.isPresent() && !map.has("pattern")) {
            node.problem("'keep' deletes old checkpoints, so 'pattern' must say which files are checkpoints");
        }
        map.rejectUnknownKeys();
        return new Checkpoints(path.orElse(Checkpoints.USUAL.path()), pattern, resumeArgs.orElse(Map.of()), keep);
    }

    private static Optional<String> glob(YamlNode node) {
        return node.text().flatMap(pattern -> node.attempt(() -> CheckpointFolder.requirePattern(pattern)));
    }

    private static Map<String, String> environment(YamlNode node) {
        Map<String, String> environment = new LinkedHashMap<>();
        node.map().entries().forEach((name, value) -> {
            if (!JobEnvironment.VARIABLE.matcher(name).matches()) {
                value.problem("'%s' is no name for an environment variable".formatted(name));
            } else if (JobEnvironment.RESERVED.contains(name)) {
                value.problem("%s is what the sweep itself tells a program; choose another name".formatted(name));
            } else {
                filled(value).ifPresent(text -> environment.put(name, text));
            }
        });
        return environment;
    }

    /// Text whose macros are all known.
    static Optional<String> filled(YamlNode node) {
        return filled(node, Macros.NAMES);
    }

    private static Optional<String> filled(YamlNode node, List<String> macros) {
        var text = node.text();
        text.flatMap(it -> Macros.problem(it, macros)).ifPresent(node::problem);
        return text;
    }
}
