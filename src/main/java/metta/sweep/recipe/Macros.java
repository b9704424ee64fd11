package metta.sweep.recipe;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.Ordered;
import metta.sweep.SweepException;
import metta.sweep.Workspace;
import metta.sweep.config.Spelling;

/// Fills in `${name}`; `$${` stands for `${` itself, and every other `$` is just a character.
record Macros(Map<String, String> values) {
    /// Stands for all arguments of a job. Only as an item of its own in a command.
    static final String ARGS = "${args}";

    /// The same, always as `key=value`.
    static final String ARGS_NO_HYPHENS = "${args_no_hyphens}";

    /// The same as `--key=value`, truth values as bare flags: `--key` where true, else nothing.
    static final String ARGS_NO_BOOLEAN_FLAGS = "${args_no_boolean_flags}";

    /// The same as one argument: a JSON object.
    static final String ARGS_JSON = "${args_json}";

    /// Those that stand for all arguments of a job.
    static final List<String> ARGUMENTS = List.of(ARGS, ARGS_NO_HYPHENS, ARGS_NO_BOOLEAN_FLAGS, ARGS_JSON);

    /// Stands for the JVM that runs the sweep, with its class path. Only as an item of its own in a command.
    static final String JAVA = "${java}";

    /// What `${env}` stands for.
    static final String ENV = "/usr/bin/env";

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
            "config_file",
            "args_json_file",
            "env",
            "interpreter",
            "python");

    /// What is the same for all jobs of a run.
    static final List<String> OF_RUN = List.of("run", "run_id", "sweep", "run_dir", "recipe_dir", "checkpoint_dir");

    /// Those of them by which the runs of a sweep differ.
    static final List<String> OF_ONE_RUN = List.of("${run}", "${run_id}", "${run_dir}", "${checkpoint_dir}");

    /// What a training goes on from; only in the arguments for that.
    static final String CHECKPOINT = "checkpoint";

    /// `${param.lr}` is the value of the parameter `lr`.
    static final String PARAMETER = "param.";

    private static final Pattern MACRO = Pattern.compile("\\$(\\$\\{)|\\$\\{([^}]*)\\}?");

    Macros {
        values = new LinkedHashMap<>(values);
    }

    static Macros of(Recipe recipe, Workspace workspace, Map<String, String> environment, JobDefinition job) {
        var id = job.id();
        var ofRun = ofRun(recipe, workspace, job.sweepId(), id.runId());
        var checkpoints = recipe.checkpoints().folder(recipe.home(), ofRun).path();
        var values = new LinkedHashMap<>(ofRun.values);
        values.put("seed", Long.toString(job.seed()));
        values.put("attempt", Integer.toString(id.attempt()));
        values.put("leg", Integer.toString(id.leg()));
        values.put("job", id.name());
        values.put("job_dir", workspace.attempt(id).toString());
        values.put("policy_uri", String.valueOf(job.args().getOrDefault("policy_uri", checkpoints)));
        values.put("params_file", workspace.parameters(id).toString());
        values.put("metrics_file", workspace.metrics(id).toString());
        values.put("result_file", workspace.result(id).toString());
        values.put(
                "config_file",
                workspace.attempt(id).resolve(configName(recipe, id)).toString());
        values.put("args_json_file", workspace.parameters(id).toString());
        Ordered.merge(job.args(), job.overrides())
                .forEach((name, value) -> values.put(PARAMETER + name, ArgumentStyle.text(value)));
        values.put("env", ENV);
        values.put("interpreter", python(environment));
        values.put("python", python(environment));
        return new Macros(values);
    }

    /// Those of parameters; every other stands for itself.
    static Macros ofParameters(Map<String, Object> parameters) {
        var values = new LinkedHashMap<String, String>();
        NAMES.forEach(name -> values.put(name, "${" + name + "}"));
        parameters.forEach((name, value) -> values.put(PARAMETER + name, ArgumentStyle.text(value)));
        return new Macros(values);
    }

    private static String configName(Recipe recipe, JobId job) {
        return recipe.step(job.type())
                .flatMap(Step::configFile)
                .map(ConfigFile::nameOfCopy)
                .orElse("config.yaml");
    }

    private List<String> parameters() {
        return values.keySet().stream()
                .filter(each -> each.startsWith(PARAMETER))
                .map(each -> each.substring(PARAMETER.length()))
                .toList();
    }

    /// Those of [#OF_RUN].
    static Macros ofRun(Recipe recipe, Workspace workspace, String sweepId, String runId) {
        var values = new LinkedHashMap<String, String>();
        values.put("run", runId);
        values.put("run_id", runId);
        values.put("sweep", sweepId);
        values.put("run_dir", workspace.run(runId).toString());
        values.put("recipe_dir", recipe.home().toString());
        values.put("checkpoint_dir", workspace.checkpoints(runId).toString());
        return new Macros(values);
    }

    /// These, and what a training goes on from.
    Macros resuming(Path checkpoint) {
        var more = new LinkedHashMap<>(values);
        more.put(CHECKPOINT, checkpoint.toString());
        return new Macros(more);
    }

    /// `METTA_PYTHON`, which may be a path relative to where the sweep was started, or `python3`.
    static String python(Map<String, String> environment) {
        String python = environment.getOrDefault("METTA_PYTHON", "");
        if (python.isBlank()) {
            return "python3";
        }
        return python.contains("/") ? Path.of(python).toAbsolutePath().toString() : python;
    }

    /// The text with those macros filled in that mean the same in every job of every sweep.
    static String fixed(String text, Recipe recipe, Map<String, String> environment) {
        var python = python(environment);
        return text.replace("${python}", python)
                .replace("${interpreter}", python)
                .replace("${env}", ENV)
                .replace("${recipe_dir}", recipe.home().toString());
    }

    /// The names of the parameters that a text has macros for.
    static Stream<String> parametersIn(String text) {
        return MACRO.matcher(text)
                .results()
                .filter(found -> found.group(1) == null && found.group(2).startsWith(PARAMETER))
                .map(found -> found.group(2).substring(PARAMETER.length()));
    }

    /// The text, so that [#fill] gives it back.
    static String escaped(String text) {
        return text.replace("${", "$${");
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
        if (known.contains(name) || (name.startsWith(PARAMETER) && known.contains("run"))) {
            return Optional.empty();
        }
        boolean alone = ARGUMENTS.contains(found.group()) || found.group().equals(JAVA);
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
            throw new SweepException(
                    SweepException.Exit.USAGE,
                    "nothing is known of the macro '%s'; parameters: %s"
                            .formatted(found.group(), String.join(", ", parameters())));
        }
        return value;
    }
}
