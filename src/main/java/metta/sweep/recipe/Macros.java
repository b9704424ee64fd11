package metta.sweep.recipe;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import metta.sweep.JobDefinition;
import metta.sweep.Workspace;
import metta.sweep.config.Spelling;

/// Fills in `${name}`; `$${` stands for `${` itself, and every other `$` is just a character.
record Macros(Map<String, String> values) {
    /// Stands for all arguments of a job. Only as an item of its own in a command.
    static final String ARGS = "${args}";

    /// Stands for the JVM that runs the sweep, with its class path. Only as an item of its own in a command.
    static final String JAVA = "${java}";

    /// What may stand anywhere.
    static final List<String> NAMES = List.of(
            "run",
            "run_id",
            "sweep",
            "seed",
            "attempt",
            "leg",
            "job",
            "run_dir",
            "job_dir",
            "recipe_dir",
            "checkpoint_dir",
            "policy_uri",
            "params_file",
            "metrics_file",
            "result_file",
            "python");

    private static final Pattern MACRO = Pattern.compile("\\$(\\$\\{)|\\$\\{([^}]*)\\}?");

    Macros {
        values = new LinkedHashMap<>(values);
    }

    static Macros of(Recipe recipe, Workspace workspace, Map<String, String> environment, JobDefinition job) {
        var id = job.id();
        var checkpoints = workspace.checkpoints(id.runId()).toString();
        var values = new LinkedHashMap<String, String>();
        values.put("run", id.runId());
        values.put("run_id", id.runId());
        values.put("sweep", job.sweepId());
        values.put("seed", Long.toString(job.seed()));
        values.put("attempt", Integer.toString(id.attempt()));
        values.put("leg", Integer.toString(id.leg()));
        values.put("job", id.name());
        values.put("run_dir", workspace.run(id.runId()).toString());
        values.put("job_dir", workspace.attempt(id).toString());
        values.put("recipe_dir", recipe.home().toString());
        values.put("checkpoint_dir", checkpoints);
        values.put("policy_uri", String.valueOf(job.args().getOrDefault("policy_uri", checkpoints)));
        values.put("params_file", workspace.parameters(id).toString());
        values.put("metrics_file", workspace.metrics(id).toString());
        values.put("result_file", workspace.result(id).toString());
        values.put("python", python(environment));
        return new Macros(values);
    }

    /// `METTA_PYTHON`, which may be a path relative to where the sweep was started, or `python3`.
    static String python(Map<String, String> environment) {
        String python = environment.getOrDefault("METTA_PYTHON", "");
        if (python.isBlank()) {
            return "python3";
        }
        return python.contains("/") ? Path.of(python).toAbsolutePath().toString() : python;
    }

    String fill(String text) {
        return MACRO.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found)));
    }

    /// What is wrong with the macros of `text`; those named in `known` are right.
    static Optional<String> problem(String text, List<String> known) {
        return MACRO.matcher(text)
                .results()
                .filter(found -> found.group(1) == null)
                .flatMap(found -> problem(found, known).stream())
                .findFirst();
    }

    private static Optional<String> problem(MatchResult found, List<String> known) {
        String name = found.group(2);
        if (!found.group().endsWith("}")) {
            return Optional.of(
                    "the macro '%s' is not closed; write $${ for ${ itself".formatted(Spelling.shown(found.group())));
        }
        if (known.contains(name)) {
            return Optional.empty();
        }
        boolean alone = List.of(ARGS, JAVA).contains(found.group());
        return Optional.of(
                alone
                        ? found.group() + " must be an item of its own in a command"
                        : "unknown macro '%s'%s; write $${ for ${ itself"
                                .formatted(Spelling.shown(found.group()), Spelling.hint(name, known)));
    }

    private String value(MatchResult found) {
        if (found.group(1) != null) {
            return found.group(1);
        }
        String value = values.get(found.group(2));
        if (value == null) {
            throw new IllegalArgumentException("unknown macro '%s'".formatted(found.group()));
        }
        return value;
    }
}
