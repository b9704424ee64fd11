package metta.sweep.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import metta.sweep.space.Categorical;
import metta.sweep.space.Fixed;
import metta.sweep.space.InvalidParameterException;
import metta.sweep.space.Parameter;
import metta.sweep.space.Scale;

/// Reads one parameter: a plain value, a list of choices, or a map that describes a value, choices or a range.
final class ParameterReader {
    static final List<String> KEYS =
            List.of("distribution", "min", "max", "mean", "scale", "log", "step", "values", "choices", "value");

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

    static Optional<Parameter> read(YamlNode node) {
        if (node.isScalar()) {
            return node.value().map(Fixed::new);
        }
        return node.isList() ? choices(node) : new ParameterReader(node).described();
    }

    private Optional<Parameter> described() {
        if (!map.rejectUnknownKeys(KEYS.toArray(String[]::new)) && KEYS.stream().noneMatch(map::has)) {
            return Optional.empty();
        }
        for (String form : List.of("value", "values", "choices")) {
            if (map.has(form)) {
                return alone(form)
                        .flatMap(each -> form.equals("value") ? each.value().map(Fixed::new) : choices(each));
            }
        }
        return range();
    }

    /// The value of a key that says everything there is to say.
    private Optional<YamlNode> alone(String form) {
        map.entries().forEach((key, each) -> {
            if (!key.equals(form) && KEYS.contains(key)) {
                each.problem("'%s' does not go with '%s'".formatted(key, form));
            }
        });
        return map.find(form);
    }

    private static Optional<Parameter> choices(YamlNode list) {
        List<Object> choices = new ArrayList<>();
        Map<String, YamlNode> parts = new HashMap<>();
        if (!list.isList()) {
            list.items();
            return Optional.empty();
        }
        for (YamlNode item : list.items()) {
            parts.put("choices[" + parts.size() + "]", item);
            item.value().ifPresent(choices::add);
        }
        return choices.size() < parts.size()
                ? Optional.empty()
                : construct(list, parts, () -> new Categorical(choices));
    }

    private Optional<Parameter> range() {
        var distribution = map.find("distribution");
        var type = distribution.flatMap(each -> each.oneOf("distribution", Distribution.values()));
        var min = part("min", map.require("min"));
        var max = part("max", map.require("max"));
        var step = part("step", map.find("step"));
        var mean = part("center", map.find("mean"));
        var center = mean.flatMap(YamlNode::number);
        var scale = part("scale", map.find("scale"));
        var width = scale.flatMap(this::scale);
        var log = map.find("log");
        var logarithmic = log.flatMap(YamlNode::flag);
        if (distribution.isPresent() != type.isPresent() || log.isPresent() != logarithmic.isPresent()) {
            // Whatever was meant, the bounds must lie in order.
            return Distribution.UNIFORM
                    .over(new Distribution.Bounds(false, min, max, Optional.empty()))
                    .flatMap(shape -> construct(node, parts, shape));
        }
        boolean whole = min.filter(YamlNode::isWhole).isPresent()
                && max.filter(YamlNode::isWhole).isPresent()
                && step.filter(each -> !each.isWhole()).isEmpty();
        var found = type.orElse(whole ? Distribution.INT_UNIFORM : Distribution.UNIFORM);
        var bounds = new Distribution.Bounds(logarithmic.orElse(false), min, max, step);
        if (misfits(found, bounds, log, step)) {
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
    private static boolean misfits(
            Distribution type, Distribution.Bounds bounds, Optional<YamlNode> log, Optional<YamlNode> step) {
        boolean misfits = false;
        if (bounds.log() && !type.takesLog()) {
            log.orElseThrow().problem("log does not go with %s".formatted(type.word()));
            misfits = true;
        }
        if (step.isPresent() && (bounds.log() || !type.takesStep())) {
            step.get().problem("step does not go with %s".formatted(bounds.log() ? "log: true" : type.word()));
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
