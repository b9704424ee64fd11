package metta.sweep.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import metta.sweep.Ordered;
import metta.sweep.config.Spelling;
import metta.sweep.config.YamlMap;
import metta.sweep.config.YamlNode;

/// Reads the programs that a recipe has besides its training and its evaluation. One may be made `from` another, with
/// other arguments.
record ToolsReader(Step train, Optional<Step> evaluate) {
    SequencedMap<String, Tool> read(YamlNode node) {
        var known = new LinkedHashMap<String, Tool>();
        known.put(Tool.TRAIN, Tool.of(Tool.TRAIN, train));
        evaluate.ifPresent(step -> known.put(Tool.EVALUATE, Tool.of(Tool.EVALUATE, step)));
        var own = new LinkedHashMap<String, Tool>();
        var entries = node.map().entries();
        entries.forEach((name, value) -> {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_-]*")) {
                value.problem("'%s' is no name for a tool: letters, digits, _ and -".formatted(Spelling.shown(name)));
            } else if (known.containsKey(name)) {
                value.problem("the recipe's own '%s' is that tool; choose another name".formatted(name));
            } else {
                var tool = tool(name, value.map(), known);
                known.put(name, tool);
                own.put(name, tool);
            }
        });
        own.values()
                .forEach(tool -> tool.then().ifPresent(then -> {
                    var others = known.keySet().stream()
                            .filter(name -> !name.equals(tool.name()))
                            .toList();
                    if (!others.contains(then)) {
                        entries.getOrDefault(tool.name(), node)
                                .problem("there is no other tool '%s' to follow it%s"
                                        .formatted(Spelling.shown(then), Spelling.hint(then, others)));
                    }
                }));
        return own;
    }

    private static Tool tool(String name, YamlMap map, Map<String, Tool> known) {
        var sweepMode = map.find("sweep_mode").flatMap(YamlNode::flag).orElse(false);
        var then = map.find("then").flatMap(YamlNode::word);
        var from = map.find("from").flatMap(each -> origin(each, known));
        var step = from.isPresent() ? changed(from.get(), map) : own(map);
        map.rejectUnknownKeys();
        return new Tool(name, step, sweepMode, then);
    }

    private static Optional<Step> origin(YamlNode node, Map<String, Tool> known) {
        var steps = new LinkedHashMap<String, Step>();
        known.forEach((name, tool) -> steps.put(name, tool.step()));
        return node.oneOf("tool", steps);
    }

    private static Step own(YamlMap map) {
        var metrics = map.find("metrics").map(SourceReader::read).orElse(List.of());
        return RecipeReader.step(map, metrics, Map.of());
    }

    private static Step changed(Step origin, YamlMap map) {
        var args =
                map.find("args").map(it -> RecipeReader.args(it, Macros.NAMES)).orElse(Map.of());
        var metrics = new ArrayList<>(origin.metrics());
        map.find("metrics").map(SourceReader::read).ifPresent(metrics::addAll);
        return new Step(
                origin.command(), origin.form(), origin.configFile(), Ordered.merge(origin.args(), args), metrics);
    }
}
