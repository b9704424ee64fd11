package metta.sweep.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import metta.sweep.space.Categorical;
import metta.sweep.space.Derived;
import metta.sweep.space.Fixed;
import metta.sweep.space.Formula;
import metta.sweep.space.InvalidParameterException;
import metta.sweep.space.Parameter;
import metta.sweep.space.Scale;
import metta.sweep.space.Source;
import metta.sweep.space.Tied;
import metta.sweep.space.Zip;

/// Reads one parameter: a plain value, a list of choices, or a map that describes a value, choices or a range.
final class ParameterReader {
    /// Several parameters that change together; the only key of a parameter with a map for its value.
    static final String ZIP = "zip";

    static final List<String> KEYS = List.of(
            "distribution",
            "min",
            "max",
            "mean",
            "stddev",
            "scale",
            "log",
            "step",
            "values",
            "choices",
            "weights",
            "ordered",
            "value",
            "same_as",
            "expr",
            ZIP,
            Defaults.DEFAULT,
            PriorReader.PRIOR,
            ParametersReader.WHEN);

    /// Each of these says by itself what a parameter is, with those that may go along.
    private static final Map<String, List<String>> FORMS = Map.of(
            "value",
            List.of("when"),
            "values",
            List.of("weights", "ordered", Defaults.DEFAULT, PriorReader.PRIOR, "when"),
            "choices",
            List.of("weights", "ordered", Defaults.DEFAULT, PriorReader.PRIOR, "when"),
            "same_as",
            List.of("when"),
            "expr",
            List.of("when"),
            ZIP,
            List.of(Defaults.DEFAULT, "when"));

    private static final SequencedMap<String, Scale> SCALES = new LinkedHashMap<>();

    static {
        SCALES.put("auto", new Scale.Auto());
        SCALES.put("time", new Scale.Time());
    }

    private final YamlNode node;
    private final YamlMap map;

    /// Where the parts of a parameter stand, by the names that [InvalidParameterException] has for them.
    private final Map<String, YamlNode> parts = new HashMap<>();

    private ParameterReader(YamlNode node) {
        this.node = node;
        this.map = node.map();
    }

    /// @param prefix of the names beside this one, for a zip
    static Optional<Source> read(YamlNode node, String prefix) {
        if (node.isScalar()) {
            return node.value().map(Fixed::new);
        }
        return node.isList() ? choices(node, Optional.empty(), false) : new ParameterReader(node).described(prefix);
    }

    /// The names in a configuration of a parameter, as far as its mistakes let them be told.
    static List<String> names(String name, YamlNode node, String prefix) {
        return Layers.child(node.raw(), ZIP).orElse(null) instanceof RawNode.Mapping lists
                ? lists.entries().stream()
                        .map(each -> prefix + each.key().text())
                        .toList()
                : List.of(name);
    }

    private Optional<Source> described(String prefix) {
        if (!map.rejectUnknownKeys(KEYS.toArray(String[]::new)) && KEYS.stream().noneMatch(map::has)) {
            return Optional.empty();
        }
        var form = FORMS.keySet().stream().sorted().filter(map::has).findFirst();
        return form.isPresent()
                ? alone(form.get()).flatMap(each -> formed(form.get(), each, prefix))
                : range().map(range -> range);
    }

    private Optional<Source> formed(String form, YamlNode each, String prefix) {
        return switch (form) {
            case "value" -> each.value().map(Fixed::new);
            case "same_as" -> each.word().map(Tied::new);
            case "expr" -> formula(each).map(Derived::new);
            case ZIP -> zip(each, prefix);
            default ->
                choices(
                        each,
                        map.find("weights"),
                        map.find("ordered").flatMap(YamlNode::flag).orElse(false));
        };
    }

    static Optional<Formula> formula(YamlNode node) {
        return node.word().flatMap(text -> node.attempt(() -> new Formula(text)));
    }

    /// The value of a key that says what the parameter is.
    private Optional<YamlNode> alone(String form) {
        map.entries().forEach((key, each) -> {
            if (!key.equals(form)
                    && KEYS.contains(key)
                    && !FORMS.getOrDefault(form, List.of()).contains(key)) {
                each.problem("'%s' does not go with '%s'".formatted(key, form));
            }
        });
        return map.find(form);
    }

    private static Optional<Source> zip(YamlNode node, String prefix) {
        var names = new ArrayList<String>();
        var columns = new ArrayList<List<Object>>();
        node.map().entries().forEach((name, list) -> {
            names.add(prefix + name);
            columns.add(
                    list.items().stream().flatMap(item -> item.value().stream()).toList());
        });
        if (columns.stream().map(List::size).distinct().count() > 1) {
            node.problem("all lists of a zip are equally long, got %s"
                    .formatted(columns.stream().map(List::size).toList()));
            return Optional.empty();
        }
        int length = columns.isEmpty() ? 0 : columns.getFirst().size();
        var rows = IntStream.range(0, length)
                .mapToObj(row -> columns.stream().map(column -> column.get(row)).toList())
                .toList();
        return construct(node, Map.of(), () -> new Zip(names, rows));
    }

    private static Optional<Source> choices(YamlNode list, Optional<YamlNode> weighted, boolean ordered) {
        List<Object> choices = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        Map<String, YamlNode> parts = new HashMap<>();
        if (!list.isList()) {
            list.items();
            return Optional.empty();
        }
        for (YamlNode item : list.items()) {
            parts.put("choices[" + parts.size() + "]", item);
            item.value().ifPresent(choices::add);
        }
        int items = parts.size();
        weighted.ifPresent(each -> {
            parts.put("weights", each);
            for (YamlNode item : each.items()) {
                parts.put("weights[" + weights.size() + "]", item);
                weights.add(item.number().orElse(1.0));
            }
        });
        return choices.size() < items
                ? Optional.empty()
                : construct(list, parts, () -> new Categorical(choices, weights, ordered));
    }

    private Optional<Parameter.Numeric> range() {
        var distribution = map.find("distribution");
        var type = distribution.flatMap(each -> each.oneOf("distribution", Distribution.values()));
        var min = part("min", map.require("min"));
        var max = part("max", map.require("max"));
        var step = part("step", map.find("step"));
        var stddev = part("stddev", map.find("stddev"));
        var mean = part("center", map.find("mean"));
        var center = mean.flatMap(YamlNode::number);
        var scale = part("scale", map.find("scale"));
        var width = scale.flatMap(this::scale);
        var log = map.find("log");
        var logarithmic = log.flatMap(YamlNode::flag);
        if (distribution.isPresent() != type.isPresent() || log.isPresent() != logarithmic.isPresent()) {
            // Whatever was meant, the bounds must lie in order.
            return Distribution.UNIFORM
                    .over(new Distribution.Bounds(false, min, max, Optional.empty(), Optional.empty()))
                    .flatMap(shape -> construct(node, parts, shape));
        }
        boolean whole = min.filter(YamlNode::isWhole).isPresent()
                && max.filter(YamlNode::isWhole).isPresent()
                && step.filter(each -> !each.isWhole()).isEmpty();
        var found = type.orElse(whole ? Distribution.INT_UNIFORM : Distribution.UNIFORM);
        var bounds = new Distribution.Bounds(logarithmic.orElse(false), min, max, step, stddev);
        if (misfits(found, bounds, log)) {
            return Optional.empty();
        }
        var shape = found.over(bounds);
        if (shape.isEmpty() || center.isPresent() != mean.isPresent() || width.isPresent() != scale.isPresent()) {
            return Optional.empty();
        }
        return construct(node, parts, () -> {
            Parameter.Numeric plain = shape.get().get();
            return plain.around(center.orElse(plain.center()), width.orElse(plain.scale()));
        });
    }

    /// Notes settings that the distribution has no use for.
    private boolean misfits(Distribution type, Distribution.Bounds bounds, Optional<YamlNode> log) {
        boolean misfits = false;
        for (String key : List.of("weights", "ordered")) {
            if (map.has(key)) {
                map.find(key).orElseThrow().problem("'%s' goes with 'values', and not with a range".formatted(key));
                misfits = true;
            }
        }
        if (bounds.stddev().isPresent() && !type.takesStddev()) {
            bounds.stddev().get().problem("stddev does not go with %s".formatted(type.word()));
            misfits = true;
        }
        if (bounds.stddev().isEmpty() && type == Distribution.NORMAL) {
            node.problem("'stddev' is missing");
            misfits = true;
        }
        if (bounds.log() && !type.takesLog()) {
            log.orElseThrow().problem("log does not go with %s".formatted(type.word()));
            misfits = true;
        }
        if (bounds.step().isPresent() && !type.takesStep()) {
            bounds.step().get().problem("step does not go with %s".formatted(type.word()));
            misfits = true;
        }
        return misfits;
    }

    private Optional<Scale> scale(YamlNode each) {
        if (each.isNumber()) {
            return each.number().flatMap(width -> construct(each, parts, () -> new Scale.Width(width)));
        }
        return each.oneOf("scale", SCALES);
    }

    private Optional<YamlNode> part(String name, Optional<YamlNode> part) {
        part.ifPresent(each -> parts.put(name, each));
        return part;
    }

    private static <T> Optional<T> construct(
            YamlNode whole, Map<String, YamlNode> parts, Supplier<? extends T> construction) {
        try {
            return Optional.of(construction.get());
        } catch (InvalidParameterException e) {
            parts.getOrDefault(e.part(), whole).problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
