package metta.sweep.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.config.YamlNode;

/// Reads where a recipe's program reports its metrics: one map of places, or a list of such maps.
final class SourceReader {
    private static final List<String> TEXT = List.of("file", "stdout", "result");

    private SourceReader() {}

    static List<MetricSource> read(YamlNode node) {
        return node.isList()
                ? node.items().stream().flatMap(it -> places(it).stream()).toList()
                : places(node);
    }

    private static List<MetricSource> places(YamlNode node) {
        var map = node.map();
        var step = map.find("step").flatMap(YamlNode::word);
        var sources = new ArrayList<MetricSource>();
        map.find("file")
                .flatMap(RecipeReader::filled)
                .ifPresent(file -> sources.add(new MetricSource.JsonLines(file, step)));
        map.find("stdout").flatMap(it -> stdout(it, step)).ifPresent(sources::add);
        map.find("result")
                .flatMap(RecipeReader::filled)
                .ifPresent(file -> sources.add(new MetricSource.Result(file, step)));
        map.find("tensorboard")
                .flatMap(RecipeReader::filled)
                .ifPresent(path -> sources.add(new MetricSource.EventFiles(path)));
        map.rejectUnknownKeys();
        boolean text = TEXT.stream().anyMatch(map::has);
        if (node.isMap() && !text && !map.has("tensorboard")) {
            node.problem("must say where metrics are: 'file', 'stdout', 'result' or 'tensorboard'");
        } else if (!text) {
            map.find("step")
                    .ifPresent(it -> it.problem(
                            "event files have steps of their own; 'step' goes with 'file'," + " 'stdout' or 'result'"));
        }
        return sources;
    }

    private static Optional<MetricSource> stdout(YamlNode node, Optional<String> step) {
        if (node.isList() || node.isMap()) {
            var patterns = (node.isList() ? node.items() : List.of(node))
                    .stream().flatMap(it -> pattern(it).stream()).toList();
            return Optional.of(new MetricSource.StdoutPatterns(patterns));
        }
        Map<String, MetricSource> known = new LinkedHashMap<>();
        known.put("json", new MetricSource.StdoutJson(step));
        known.put("key=value", new MetricSource.StdoutPairs(step));
        return node.oneOf("format", known);
    }

    private static Optional<LinePattern> pattern(YamlNode node) {
        var map = node.map();
        var name = map.find("name").flatMap(YamlNode::word);
        var pattern = map.require("regex")
                .flatMap(it -> it.text().flatMap(regex -> it.attempt(() -> new LinePattern(regex, name))));
        map.rejectUnknownKeys();
        return pattern;
    }
}
