package metta.sweep.recipe;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.config.YamlMap;
import metta.sweep.config.YamlNode;

/// Reads a recipe out of a recipe.yaml.
record RecipeReader(Path home) {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final List<String> SWEEPS_OWN = List.of("parameters", "budget", "optimizer", "scheduler");
    private static final Step UNREADABLE = new Step(List.of("true"), ArgumentStyle.NONE, Map.of(), List.of());

    Recipe read(YamlNode root) {
        var map = root.map();
        if (!map.has("train") && SWEEPS_OWN.stream().anyMatch(map::has)) {
            root.problem("this looks like a sweep.yaml: give it with --config, and name a recipe, which says how the"
                    + " program is started");
            return new Recipe("", home, "", Map.of(), UNREADABLE, Optional.empty(), Optional.empty());
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
        var name = map.find("name").flatMap(YamlNode::word);
        var directory = map.find("directory").flatMap(RecipeReader::filled);
        var environment = map.find("environment").map(RecipeReader::environment);
        var metric = map.find("metric").flatMap(SweepConfigReader::metric);
        map.rejectUnknownKeys();
        return new Recipe(
                name.orElseGet(
                        () -> String.valueOf(home.toAbsolutePath().normalize().getFileName())),
                home,
                directory.orElse(""),
                environment.orElse(Map.of()),
                train.orElse(UNREADABLE),
                evaluate,
                metric);
    }

    private static List<MetricSource> sources(Optional<YamlMap> metrics, String which) {
        return metrics.flatMap(map -> map.find(which)).map(SourceReader::read).orElse(List.of());
    }

    private static Step step(YamlNode node, List<MetricSource> metrics, Map<String, Object> usualArgs) {
        var map = node.map();
        var command = map.require("command").map(RecipeReader::command).orElse(List.of());
        var style = map.find("style").flatMap(it -> it.oneOf("style", ArgumentStyle.byWord()));
        var args = map.find("args").map(RecipeReader::args);
        map.rejectUnknownKeys();
        return command.isEmpty()
                ? UNREADABLE
                : new Step(command, style.orElse(ArgumentStyle.KEY_VALUE), args.orElse(usualArgs), metrics);
    }

    private static List<String> command(YamlNode node) {
        var words = node.isList()
                ? Optional.of(
                        node.items().stream().flatMap(it -> it.text().stream()).toList())
                : node.text().flatMap(text -> node.attempt(() -> CommandWords.split(text)));
        var command = words.orElse(List.of());
        if (words.isPresent() && (command.isEmpty() || command.getFirst().isBlank())) {
            node.problem("a command must name a program");
            return List.of();
        }
        if (command.indexOf(Macros.ARGS) == 0) {
            node.problem("a command must begin with a program");
        }
        command.stream()
                .filter(item -> !item.equals(Macros.ARGS) && !item.equals(Macros.JAVA))
                .flatMap(item -> Macros.problem(item, Macros.NAMES).stream())
                .forEach(node::problem);
        return command;
    }

    private static Map<String, Object> args(YamlNode node) {
        Map<String, Object> args = new LinkedHashMap<>();
        node.map()
                .entries()
                .forEach((name, value) -> value.value().ifPresent(it -> {
                    if (name.isBlank()) {
                        value.problem("an argument must have a name");
                    }
                    if (it instanceof String text) {
                        Macros.problem(text, Macros.NAMES).ifPresent(value::problem);
                    }
                    args.put(name, it);
                }));
        return args;
    }

    private static Map<String, String> environment(YamlNode node) {
        Map<String, String> environment = new LinkedHashMap<>();
        node.map().entries().forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches()) {
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
        var text = node.text();
        text.flatMap(it -> Macros.problem(it, Macros.NAMES)).ifPresent(node::problem);
        return text;
    }
}
