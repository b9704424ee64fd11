package metta.sweep.recipe;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import metta.sweep.config.Metric;
import metta.sweep.config.YamlReader;
import metta.sweep.json.Json;

/// A recipe as plain values in the shape of a recipe.yaml, so that one reader does for both. Tools are left out: a
/// sweep has two programs, whichever of a recipe's they are.
final class RecipeTree {
    private RecipeTree() {}

    static Map<String, Object> of(Recipe recipe) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", recipe.name());
        tree.put("directory", recipe.directory());
        tree.put("environment", recipe.environment());
        tree.put("train", step(recipe.train()));
        recipe.evaluate().ifPresent(step -> tree.put("evaluate", step(step)));
        tree.put("metrics", metrics(recipe));
        if (!recipe.checkpoints().equals(Checkpoints.USUAL)) {
            tree.put("checkpoints", checkpoints(recipe.checkpoints()));
        }
        recipe.metric().ifPresent(metric -> tree.put("metric", metric(metric)));
        return tree;
    }

    static Recipe recipe(Map<String, Object> tree) {
        var home = Path.of(String.valueOf(tree.getOrDefault("home", "")));
        var recipe = Json.write(tree.getOrDefault("recipe", Map.of()));
        return YamlReader.parse("the stored recipe", recipe, new RecipeReader(home, "")::read);
    }

    private static Map<String, Object> step(Step step) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("command", step.command());
        tree.put("style", step.form().style().word());
        if (step.form().booleans() != TruthStyle.TEXT) {
            tree.put("booleans", step.form().booleans().word());
        }
        step.configFile().ifPresent(file -> tree.put("config_file", file));
        tree.put("args", step.args());
        return tree;
    }

    private static Map<String, Object> checkpoints(Checkpoints checkpoints) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("path", checkpoints.path());
        checkpoints.pattern().ifPresent(pattern -> tree.put("pattern", pattern));
        tree.put("resume_args", checkpoints.resumeArgs());
        checkpoints.keep().ifPresent(keep -> tree.put("keep", keep));
        return tree;
    }

    private static Map<String, Object> metrics(Recipe recipe) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("train", sources(recipe.train()));
        recipe.evaluate().ifPresent(step -> tree.put("evaluate", sources(step)));
        return tree;
    }

    private static List<Map<String, Object>> sources(Step step) {
        return step.metrics().stream().map(RecipeTree::source).toList();
    }

    private static Map<String, Object> source(MetricSource source) {
        return switch (source) {
            case MetricSource.JsonLines(var file, var step) -> place("file", file, step);
            case MetricSource.Result(var file, var step) -> place("result", file, step);
            case MetricSource.StdoutJson(var step) -> place("stdout", "json", step);
            case MetricSource.StdoutPairs(var step) -> place("stdout", "key=value", step);
            case MetricSource.StdoutPatterns(var patterns) ->
                place("stdout", patterns.stream().map(RecipeTree::pattern).toList(), Optional.empty());
            case MetricSource.EventFiles(var path) -> place("tensorboard", path, Optional.empty());
        };
    }

    private static Map<String, Object> place(String kind, Object where, Optional<String> step) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put(kind, where);
        step.ifPresent(name -> tree.put("step", name));
        return tree;
    }

    private static Map<String, Object> pattern(LinePattern pattern) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("regex", pattern.regex());
        pattern.name().ifPresent(name -> tree.put("name", name));
        return tree;
    }

    private static Map<String, Object> metric(Metric metric) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", metric.name());
        tree.put("goal", metric.goal().name().toLowerCase(Locale.ROOT));
        tree.put("aggregate", metric.aggregate().name().toLowerCase(Locale.ROOT));
        return tree;
    }
}
