package metta.sweep.asktell;

import java.util.LinkedHashMap;
import java.util.List;
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
/// A `prior` says where the best value is believed to be: `{"min": 1e-2, "max": 1, "confidence": 0.8}` of numbers,
/// `{"rbf": 3}` of choices, see [Belief].
///
/// A parameter with a condition takes part while the other one does and has one of those values.
final class WireSpace {
    private WireSpace() {}

    /// @throws IllegalArgumentException that says which parameter cannot be, and why
    static SearchSpace read(List<Object> entries) {
        var parameters = new LinkedHashMap<String, Parameter>();
        var conditions = new LinkedHashMap<String, Condition>();
        var beliefs = new LinkedHashMap<String, Belief>();
        for (var entry : entries) {
            var fields = Fields.of("parameter %d".formatted(parameters.size() + 1), entry);
            var name = fields.text("name");
            if (parameters.putIfAbsent(name, parameter(name, fields)) != null) {
                throw new IllegalArgumentException("the parameter '%s' is there twice".formatted(name));
            }
            fields.object("condition").ifPresent(each -> conditions.put(name, condition(each)));
            fields.object("prior").ifPresent(each -> beliefs.put(name, belief(each, fields)));
        }
        return new SearchSpace(parameters, conditions, List.of(), beliefs);
    }

    /// Of a choice of which nothing is said the weight is 1.
    private static Belief belief(Fields prior, Fields parameter) {
        if (!parameter.has("choices")) {
            double confidence = prior.has("confidence") ? prior.number("confidence") : Belief.Between.USUAL_CONFIDENCE;
            return new Belief.Between(prior.value("min"), prior.value("max"), confidence);
        }
        var choices = parameter.list("choices").stream().map(String::valueOf).toList();
        prior.tree().keySet().stream()
                .filter(each -> !choices.contains(String.valueOf(each)))
                .findFirst()
                .ifPresent(each -> {
                    throw new IllegalArgumentException("%s: '%s' is none of the choices".formatted(prior.what(), each));
                });
        return new Belief.Weighted(choices.stream()
                .map(each -> prior.has(each) ? prior.number(each) : 1.0)
                .toList());
    }

    private static Condition condition(Fields fields) {
        return Condition.of(fields.text("param"), fields.list("values"));
    }

    private static Parameter parameter(String name, Fields fields) {
        try {
            return switch (fields.text("type")) {
                case "float" -> real(fields);
                case "int" -> whole(fields);
                case "categorical" -> new Categorical(fields.list("choices"));
                case String other ->
                    throw new IllegalArgumentException(
                            "there is no type '%s'; there are float, int and categorical".formatted(other));
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the parameter '%s': %s".formatted(name, e.getMessage()), e);
        }
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
