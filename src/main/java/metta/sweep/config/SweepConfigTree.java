package metta.sweep.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import metta.sweep.space.Categorical;
import metta.sweep.space.Condition;
import metta.sweep.space.Configuration;
import metta.sweep.space.Derived;
import metta.sweep.space.Fixed;
import metta.sweep.space.Formula;
import metta.sweep.space.Gaussian;
import metta.sweep.space.IntLog;
import metta.sweep.space.IntStepped;
import metta.sweep.space.IntUniform;
import metta.sweep.space.LogGaussian;
import metta.sweep.space.LogNormal;
import metta.sweep.space.LogitNormal;
import metta.sweep.space.Parameter;
import metta.sweep.space.Pow2;
import metta.sweep.space.Quantized;
import metta.sweep.space.ReverseLog;
import metta.sweep.space.Scale;
import metta.sweep.space.Source;
import metta.sweep.space.Stepped;
import metta.sweep.space.Tied;
import metta.sweep.space.Uniform;
import metta.sweep.space.Zip;

/// Writes a configuration as the plain values that its reader reads.
final class SweepConfigTree {
    private SweepConfigTree() {}

    static SequencedMap<String, Object> of(SweepConfig config) {
        SequencedMap<String, Object> tree = new LinkedHashMap<>();
        config.name().ifPresent(name -> tree.put("name", name));
        config.recipe().ifPresent(recipe -> tree.put("recipe", recipe));
        tree.put(
                "metrics",
                config.metrics().stream().map(SweepConfigTree::metric).toList());
        if (!config.outcomeConstraints().isEmpty()) {
            tree.put(
                    OutcomeConstraintsReader.OUTCOME_CONSTRAINTS,
                    OutcomeConstraintsReader.toTree(config.outcomeConstraints()));
        }
        config.cost().ifPresent(cost -> tree.put("cost", map("metric", cost.metric())));
        SequencedMap<String, Object> parameters = new LinkedHashMap<>();
        config.space().sources().forEach((name, source) -> {
            var described = source(source);
            Optional.ofNullable(config.space().conditions().get(name))
                    .ifPresent(condition -> described.put("when", condition(condition)));
            Optional.ofNullable(config.space().beliefs().get(name))
                    .ifPresent(belief -> described.put(
                            PriorReader.PRIOR,
                            PriorReader.toTree(belief, config.space().parameter(name))));
            parameters.put(name, described);
        });
        tree.put("parameters", parameters);
        if (!config.space().constraints().isEmpty()) {
            tree.put(
                    "constraints",
                    config.space().constraints().stream().map(Formula::text).toList());
        }
        if (!config.points().isEmpty()) {
            tree.put(
                    "points_to_evaluate",
                    config.points().stream().map(Configuration::values).toList());
        }
        var optimizer = map("type", word(config.optimizer().type()));
        optimizer.putAll(config.optimizer().settings());
        tree.put("optimizer", optimizer);
        if (!config.warmStart().equals(WarmStart.NONE)) {
            tree.put(WarmStartReader.WARM_START, WarmStartReader.toTree(config.warmStart()));
        }
        tree.put("scheduler", map("type", word(config.scheduler().type())));
        tree.put("budget", BudgetReader.toTree(config.budget()));
        tree.put("prices", BudgetReader.toTree(config.prices()));
        var resources = config.resources();
        tree.put("resources", map("cpus", resources.cpus(), "gpus", resources.gpus(), "nodes", resources.nodes()));
        tree.put("evaluation", evaluation(config.evaluation()));
        tree.put("execution", execution(config.execution()));
        tree.put("failures", FailuresReader.toTree(config.failures()));
        ReplicatesReader.toTree(config.replicates().trial())
                .ifPresent(seeds -> tree.put(ReplicatesReader.SEEDS, seeds));
        tree.put("replicates", ReplicatesReader.toTree(config.replicates()));
        tree.put("seed", config.seed());
        tree.put("store", config.store().word());
        SequencedMap<String, Object> hooks = new LinkedHashMap<>();
        config.hooks().forEach((kind, command) -> hooks.put(word(kind), command));
        tree.put("hooks", hooks);
        if (!config.notification().equals(Notify.NONE)) {
            tree.put("notify", NotifyReader.toTree(config.notification()));
        }
        return tree;
    }

    private static SequencedMap<String, Object> metric(Metric metric) {
        return map("name", metric.name(), "goal", word(metric.goal()), "aggregate", word(metric.aggregate()));
    }

    private static SequencedMap<String, Object> source(Source source) {
        return switch (source) {
            case Tied(String to) -> map("same_as", to);
            case Derived(Formula formula) -> map("expr", formula.text());
            case Parameter parameter -> parameter(parameter);
        };
    }

    private static Object condition(Condition condition) {
        List<Object> parts = new ArrayList<>();
        if (!condition.oneOf().isEmpty()) {
            parts.add(condition.oneOf());
        }
        condition.formulas().forEach(formula -> parts.add(formula.text()));
        return parts.size() == 1 ? parts.getFirst() : parts;
    }

    private static SequencedMap<String, Object> zip(Zip zip) {
        SequencedMap<String, Object> columns = new LinkedHashMap<>();
        for (int i = 0; i < zip.names().size(); i++) {
            int column = i;
            columns.put(
                    zip.names().get(i),
                    zip.rows().stream().map(row -> row.get(column)).toList());
        }
        return map("zip", columns);
    }

    private static SequencedMap<String, Object> choices(Categorical parameter) {
        var tree = map("values", parameter.choices());
        if (!parameter.weights().isEmpty()) {
            tree.put("weights", parameter.weights());
        }
        if (parameter.ordered()) {
            tree.put("ordered", true);
        }
        return tree;
    }

    private static SequencedMap<String, Object> parameter(Parameter parameter) {
        return switch (parameter) {
            case Fixed(Object value) -> map("value", value);
            case Categorical choices -> choices(choices);
            case Zip zip -> zip(zip);
            case Uniform p -> range(p, "uniform", p.min(), p.max());
            case LogNormal p -> range(p, "log_normal", p.min(), p.max());
            case LogitNormal p -> range(p, "logit_normal", p.min(), p.max());
            case Stepped p -> with(range(p, "uniform", p.min(), p.max()), "step", p.step());
            case IntUniform p -> range(p, "int_uniform", p.min(), p.max());
            case IntLog p -> with(range(p, "int_uniform", p.min(), p.max()), "log", true);
            case IntStepped p -> with(range(p, "int_uniform", p.min(), p.max()), "step", p.step());
            case Pow2 p -> range(p, "uniform_pow2", p.min(), p.max());
            case ReverseLog p -> range(p, "reverse_log", p.min(), p.max());
            case Gaussian p -> with(range(p, "normal", p.min(), p.max()), "stddev", p.stddev());
            case LogGaussian p -> with(range(p, "log_normal", p.min(), p.max()), "stddev", p.stddev());
            case Quantized p -> with(parameter(p.of()), "step", p.step());
        };
    }

    private static SequencedMap<String, Object> range(
            Parameter.Numeric parameter, String distribution, Object min, Object max) {
        Object scale = switch (parameter.scale()) {
            case Scale.Auto() -> "auto";
            case Scale.Time() -> "time";
            case Scale.Width(double value) -> value;
        };
        return map("distribution", distribution, "min", min, "max", max, "mean", parameter.center(), "scale", scale);
    }

    private static SequencedMap<String, Object> evaluation(Evaluation evaluation) {
        SequencedMap<String, Object> tree = new LinkedHashMap<>();
        evaluation.enabled().ifPresent(enabled -> tree.put("enabled", enabled));
        evaluation.tool().ifPresent(tool -> tree.put("tool", tool));
        tree.put("overrides", evaluation.overrides().values());
        return tree;
    }

    private static SequencedMap<String, Object> execution(Execution execution) {
        var tree = map("max_parallel_jobs", execution.maxParallelJobs());
        tree.put("max_concurrent_evals", execution.maxConcurrentEvals());
        tree.put("monitoring_interval", Durations.toTree(execution.monitoringInterval()));
        tree.put("stop_grace", Durations.toTree(execution.stopGrace()));
        execution.jobTimeout().ifPresent(limit -> tree.put("job_timeout", Durations.toTree(limit)));
        tree.put("snapshot_interval", Durations.toTree(execution.snapshotInterval()));
        return tree;
    }

    private static SequencedMap<String, Object> with(SequencedMap<String, Object> map, String key, Object value) {
        map.put(key, value);
        return map;
    }

    private static SequencedMap<String, Object> map(Object... keysAndValues) {
        SequencedMap<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
