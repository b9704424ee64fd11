package metta.sweep.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import metta.sweep.Precedent;

/// Reads which earlier sweeps a sweep learns from, and writes it.
final class WarmStartReader {
    /// The section of a description.
    static final String WARM_START = "warm_start";

    private WarmStartReader() {}

    static WarmStart read(YamlNode node) {
        var map = node.map();
        var from = map.require("from").map(WarmStartReader::names).orElse(List.of());
        var weight = map.find("weight")
                .flatMap(each -> each.number()
                        .flatMap(number -> each.attempt(() -> new WarmStart(List.of(), number, List.of()))));
        var taken = map.find("taken")
                .map(each -> each.items().stream()
                        .flatMap(item -> precedent(item).stream())
                        .toList())
                .orElse(List.of());
        map.rejectUnknownKeys();
        return new WarmStart(from, weight.map(WarmStart::weight).orElse(WarmStart.NONE.weight()), taken);
    }

    private static List<String> names(YamlNode node) {
        var names = new ArrayList<String>();
        for (var item : node.isScalar() ? List.of(node) : node.items()) {
            item.text()
                    .flatMap(text -> item.attempt(() -> SweepConfig.checkName(text)))
                    .ifPresent(name -> {
                        if (names.contains(name)) {
                            item.problem("the sweep '%s' is there twice".formatted(name));
                        }
                        names.add(name);
                    });
        }
        if (node.isList() && names.isEmpty()) {
            node.problem("name one sweep at least");
        }
        return names;
    }

    private static Optional<Precedent> precedent(YamlNode node) {
        var map = node.map();
        var sweep = map.require("sweep").flatMap(YamlNode::word);
        var lessons = new ArrayList<Precedent.Lesson>();
        map.require("trials")
                .map(YamlNode::items)
                .orElse(List.of())
                .forEach(item -> lesson(item).ifPresent(lessons::add));
        var leftOut = new LinkedHashMap<String, Integer>();
        map.find("left_out")
                .ifPresent(each -> each.map()
                        .entries()
                        .forEach((why, count) ->
                                count.count(1, Integer.MAX_VALUE).ifPresent(number -> leftOut.put(why, number))));
        map.rejectUnknownKeys();
        return sweep.map(name -> new Precedent(name, lessons, leftOut));
    }

    private static Optional<Precedent.Lesson> lesson(YamlNode node) {
        var map = node.map();
        var configuration = map.require("configuration").map(ParametersReader::values);
        var scores = new LinkedHashMap<String, Double>();
        map.require("scores")
                .ifPresent(each -> each.map()
                        .entries()
                        .forEach((name, score) -> score.number().ifPresent(number -> scores.put(name, number))));
        map.rejectUnknownKeys();
        return configuration.map(values -> new Precedent.Lesson(values, scores));
    }

    static SequencedMap<String, Object> toTree(WarmStart warmStart) {
        SequencedMap<String, Object> tree = new LinkedHashMap<>();
        tree.put("from", warmStart.from());
        tree.put("weight", warmStart.weight());
        if (!warmStart.taken().isEmpty()) {
            tree.put(
                    "taken",
                    warmStart.taken().stream().map(WarmStartReader::toTree).toList());
        }
        return tree;
    }

    private static SequencedMap<String, Object> toTree(Precedent precedent) {
        SequencedMap<String, Object> tree = new LinkedHashMap<>();
        tree.put("sweep", precedent.sweepId());
        tree.put(
                "trials",
                precedent.lessons().stream()
                        .map(each -> {
                            SequencedMap<String, Object> lesson = new LinkedHashMap<>();
                            lesson.put("configuration", each.configuration().values());
                            lesson.put("scores", each.scores());
                            return lesson;
                        })
                        .toList());
        if (!precedent.leftOut().isEmpty()) {
            tree.put("left_out", precedent.leftOut());
        }
        return tree;
    }
}
