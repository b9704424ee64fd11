package metta.sweep.asktell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import metta.sweep.config.Spelling;
import metta.sweep.space.Belief;
import metta.sweep.space.Categorical;
import metta.sweep.space.Condition;
import metta.sweep.space.Fixed;
import metta.sweep.space.IntLog;
import metta.sweep.space.IntUniform;
import metta.sweep.space.LogNormal;
import metta.sweep.space.Parameter;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Uniform;

/// A search space as it comes over the wire, a list of parameters:
///
///     {"name": "C", "type": "float", "low": 1e-4, "high": 1e3, "log": true}
///     {"name": "depth", "type": "int", "low": 1, "high": 20}
///     {"name": "kernel", "type": "categorical", "choices": ["rbf", "poly"]}
///     {"name": "degree", "type": "int", "low": 2, "high": 5, "condition": {"param": "kernel", "values": ["poly"]}}
///
/// A `prior` says where the best value is believed to be: `{"min": 1e-2, "max": 1, "confidence": 0.8}`
/// of numbers, `{"rbf": 3}` of choices, see [Belief].
///
/// A parameter with a condition takes part while the other one does and has one of those values.
final class WireSpace {
    private static final List<String> RANGE = List.of("name", "type", "low", "high", "log", "condition", "prior");
    private static final List<String> CHOICE = List.of("name", "type", "choices", "condition", "prior");
    private static final List<String> CONDITION = List.of("param", "values");
    private static final List<String> PRIOR = List.of("min", "max", "confidence");

    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+(?:\\.[0-9]*)?(?:[eE][-+]?[0-9]+)?");

    private WireSpace() {}

    /// @throws IllegalArgumentException that says which parameter cannot be, and why
    static SearchSpace read(List<Object> entries) {
        var parameters = new LinkedHashMap<String, Parameter>();
        var conditions = new LinkedHashMap<String, Condition>();
        var beliefs = new LinkedHashMap<String, Belief>();
        for (var entry : entries) {
            var fields = Fields.of("parameter %d".formatted(parameters.size() + 1), entry);
            var name = fields.text("name");
            var parameter = about(name, () -> parameter(fields));
            if (parameters.putIfAbsent(name, parameter) != null) {
                throw new IllegalArgumentException("the parameter '%s' is there twice".formatted(name));
            }
            fields.object("condition").ifPresent(each -> conditions.put(name, about(name, () -> condition(each))));
            fields.object("prior")
                    .ifPresent(each -> beliefs.put(name, about(name, () -> belief(each, fields, parameter))));
        }
        conditions.forEach((name, condition) -> about(name, () -> reachable(condition, parameters)));
        return new SearchSpace(parameters, conditions, List.of(), beliefs);
    }

    /// The same, or what is wrong with it and whose it is.
    private static <T> T about(String name, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the parameter '%s': %s".formatted(name, e.getMessage()), e);
        }
    }

    private static Belief belief(Fields prior, Fields entry, Parameter parameter) {
        var belief = entry.has("choices") ? weighted(prior, entry) : between(prior.only(PRIOR));
        belief.check(parameter);
        return belief;
    }

    private static Belief between(Fields prior) {
        double confidence = prior.has("confidence") ? prior.number("confidence") : Belief.Between.USUAL_CONFIDENCE;
        return new Belief.Between(prior.plain("min"), prior.plain("max"), confidence);
    }

    /// Of a choice of which nothing is said the weight is 1.
    private static Belief weighted(Fields prior, Fields entry) {
        var choices = entry.list("choices");
        var weights = new ArrayList<Double>(Collections.nCopies(choices.size(), 1.0));
        for (Object each : prior.tree().keySet()) {
            var key = String.valueOf(each);
            int place = IntStream.range(0, choices.size())
                    .filter(i -> isKey(key, choices.get(i)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "%s: '%s' is none of the choices".formatted(prior.what(), Spelling.shown(key))));
            weights.set(place, prior.number(key));
        }
        return new Belief.Weighted(weights);
    }

    /// A number may be written in any way: in JSON keys are texts, such as `1e-05`.
    private static boolean isKey(String key, Object choice) {
        return String.valueOf(choice).equals(key)
                || (choice instanceof Number number
                        && NUMBER.matcher(key).matches()
                        && Double.parseDouble(key) == number.doubleValue());
    }

    private static Condition condition(Fields fields) {
        var values = fields.only(CONDITION).plains("values");
        if (values.isEmpty()) {
            throw fields.unlike("values", "a list of one value at least");
        }
        return Condition.of(fields.text("param"), values);
    }

    /// Refuses a value that the other parameter never has: the one that waits for it would never take
    /// part.
    private static Condition reachable(Condition condition, Map<String, Parameter> parameters) {
        condition
                .oneOf()
                .forEach((other, values) -> Optional.ofNullable(parameters.get(other))
                        .ifPresent(parent -> values.stream()
                                .filter(each -> !parent.contains(meant(parent, each)))
                                .findFirst()
                                .ifPresent(each -> {
                                    throw new IllegalArgumentException(
                                            "'%s' never has the value %s".formatted(other, Fields.shown(each)));
                                })));
        return condition;
    }

    /// The value of a parameter that a client means: 2.0 is as good as 2, and 2 as 2.0. One that it
    /// cannot have is left as it is.
    static Object meant(Parameter parameter, Object value) {
        return switch (value) {
            case Double real
            when real == real.longValue() && !parameter.contains(real) && parameter.contains(real.longValue()) ->
                real.longValue();
            case Long whole
            when !parameter.contains(whole) && parameter.contains(whole.doubleValue()) -> whole.doubleValue();
            default -> value;
        };
    }

    private static Parameter parameter(Fields fields) {
        return switch (fields.text("type")) {
            case "float" -> real(fields.only(RANGE));
            case "int" -> whole(fields.only(RANGE));
            case "categorical" -> new Categorical(fields.only(CHOICE).plains("choices"));
            case String other ->
                throw new IllegalArgumentException(
                        "there is no type %s; there are float, int and categorical".formatted(Fields.shown(other)));
        };
    }

    private static Parameter real(Fields fields) {
        double low = fields.number("low");
        double high = fields.number("high");
        if (low == high) {
            return new Fixed(low);
        }
        return fields.flag("log") ? new LogNormal(low, high) : new Uniform(low, high);
    }

    private static Parameter whole(Fields fields) {
        long low = fields.whole("low");
        long high = fields.whole("high");
        if (low == high) {
            return new Fixed(low);
        }
        return fields.flag("log") ? new IntLog(low, high) : new IntUniform(low, high);
    }
}
