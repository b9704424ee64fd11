package metta.sweep.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import metta.sweep.config.Metric;
import metta.sweep.recipe.Interview;
import metta.sweep.recipe.ProgramOption;

/// A first sweep.yaml for a recipe, with comments that say what else there is.
///
/// @param named as the person named the recipe
/// @param metric of the recipe
/// @param section what the recipe says of sweeps, as it stands there
/// @param answer what its program says it can be told
record SweepDraft(String named, Optional<Metric> metric, Map<String, Object> section, Interview.Answer answer) {
    private static final String PARAMETERS = "parameters";

    /// What always stands there, and what is said of it.
    private static final Map<String, String> COMMENTS = comments();

    private static Map<String, String> comments() {
        var comments = new LinkedHashMap<String, String>();
        comments.put(
                "optimizer",
                "What chooses the configurations: auto, gp, tpe and cmaes (learn from what was tried), mogp and nsga2 (the same for several metrics), random, sobol and lhs (spread them evenly), grid (all of them).");
        comments.put(
                "budget", "What ends it. Besides max_trials there are time: 2h, target: 0.95, plateau: 20, money ...");
        comments.put("execution", "How many trainings run at once on this machine.");
        return comments;
    }

    private static Object usual(String key) {
        return switch (key) {
            case "optimizer" -> "auto";
            case "budget" -> Map.of("max_trials", 10L);
            default -> Map.of("max_parallel_jobs", 1L);
        };
    }

    List<String> lines() {
        var lines = new ArrayList<>(List.of(
                "# A sweep of %s: `metta sweep start --config FILE` starts it.".formatted(named),
                "# `metta sweep validate FILE` checks this file; `metta sweep schema` prints what editors complete it with;",
                "# docs/guide/sweep-yaml.md says what every key means.",
                "recipe: " + FlowText.of(named),
                ""));
        lines.addAll(metricLines());
        lines.add("");
        lines.add("# What is varied: {min: 1, max: 8}, {min: 1.0e-5, max: 0.1, log: true}, or a list of choices.");
        lines.add("# A single value is the same for all runs.");
        lines.addAll(parameterLines());
        lines.addAll(firstLines());
        COMMENTS.forEach((key, comment) -> {
            lines.addAll(List.of("", "# " + comment));
            lines.add(key + ": " + FlowText.of(section.getOrDefault(key, usual(key))));
        });
        section.forEach((key, value) -> {
            if (!key.equals(PARAMETERS) && !COMMENTS.containsKey(key) && !key.startsWith("metric")) {
                lines.addAll(List.of("", FlowText.key(key) + ": " + FlowText.of(value)));
            }
        });
        return lines;
    }

    private List<String> metricLines() {
        for (var key : List.of("metric", "metrics")) {
            if (section.containsKey(key)) {
                return List.of("# What is optimized.", key + ": " + FlowText.of(section.get(key)));
            }
        }
        return metric.map(it -> List.of("# What is optimized.", "metric: " + FlowText.of(tree(it))))
                .orElse(List.of(
                        "# What is optimized: put the name here under which the program reports it.",
                        "metric: {name: score, goal: maximize}"));
    }

    private static Map<String, Object> tree(Metric metric) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", metric.name());
        tree.put("goal", Trees.word(metric.goal()));
        return tree;
    }

    private List<String> parameterLines() {
        if (section.get(PARAMETERS) instanceof Map<?, ?> parameters && !parameters.isEmpty()) {
            var lines = new ArrayList<>(List.of("parameters:"));
            parameters.forEach((name, value) ->
                    lines.add("  %s: %s".formatted(FlowText.key(String.valueOf(name)), FlowText.of(value))));
            return lines;
        }
        return answer.problem()
                .map(problem -> List.of(
                        "# (Its program could not be asked what it knows: %s.)".formatted(problem.replace('\n', ' ')),
                        "parameters: {}",
                        "#  lr: {min: 1.0e-5, max: 0.1, log: true}"))
                .orElseGet(this::guesses);
    }

    /// What looks worth a sweep is varied; everything else is there as a comment.
    private List<String> guesses() {
        var lines = new ArrayList<>(
                List.of("# Guessed from what the program takes where it is told nothing: look the ranges over."));
        answer.notes().forEach(note -> lines.add("# " + note + "."));
        var tuned = answer.options().stream().filter(Suggested::worthTuning).toList();
        var others = answer.options().stream()
                .filter(each -> !tuned.contains(each))
                .collect(Collectors.partitioningBy(ProgramOption::required));
        lines.add(tuned.isEmpty() ? "parameters: {}" : "parameters:");
        others.getOrDefault(true, List.of()).forEach(each -> lines.add(new OptionLine(each).commented()));
        tuned.forEach(each -> lines.add(new OptionLine(each).varied()));
        others.getOrDefault(false, List.of()).forEach(each -> lines.add(new OptionLine(each).commented()));
        return lines;
    }

    /// The program as it is first, where all is known of it.
    private List<String> firstLines() {
        boolean guessed = !(section.get(PARAMETERS) instanceof Map<?, ?> parameters && !parameters.isEmpty());
        var tuned = answer.options().stream().filter(Suggested::worthTuning).toList();
        boolean known = guessed && !tuned.isEmpty() && tuned.stream().allMatch(Suggested::hasDefault);
        return known
                ? List.of(
                        "",
                        "# The first trial is the program as it is: what the search finds should beat it.",
                        "first: default")
                : List.of();
    }
}
