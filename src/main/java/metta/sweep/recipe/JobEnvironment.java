package metta.sweep.recipe;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import metta.sweep.JobDefinition;
import metta.sweep.SweepException;
import metta.sweep.Workspace;

/// The environment variables that a job is given.
///
/// @param resumeFrom the checkpoint that a training goes on from
record JobEnvironment(Recipe recipe, Workspace workspace, Macros macros, Optional<Path> resumeFrom) {
    static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    static final Set<String> RESERVED = Set.of(
            "METTA_SWEEP_ID",
            "METTA_RUN_ID",
            "METTA_RUN_DIR",
            "METTA_SEED",
            "METTA_ATTEMPT",
            "METTA_LEG",
            "METTA_JOB",
            "METTA_TOKEN",
            "METTA_PARAMS_FILE",
            "METTA_METRICS_FILE",
            "METTA_RESULT_FILE",
            "METTA_CHECKPOINT_DIR",
            "METTA_RESUME_FROM");

    /// @param named what the job is told by name; variables where the step's style says so
    Map<String, String> of(JobDefinition job, Step step, Map<String, Object> named) {
        var id = job.id();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("PYTHONUNBUFFERED", "1");
        recipe.environment().forEach((name, value) -> all.put(name, macros.fill(value)));
        if (step.form().style() == ArgumentStyle.ENVIRONMENT) {
            putAll(named, all);
        }
        all.put("METTA_SWEEP_ID", job.sweepId());
        all.put("METTA_RUN_ID", id.runId());
        all.put("METTA_RUN_DIR", workspace.run(id.runId()).toString());
        all.put("METTA_SEED", Long.toString(job.seed()));
        all.put("METTA_ATTEMPT", Integer.toString(id.attempt()));
        all.put("METTA_LEG", Integer.toString(id.leg()));
        all.put("METTA_JOB", id.name());
        all.put("METTA_TOKEN", job.token());
        all.put("METTA_PARAMS_FILE", workspace.parameters(id).toString());
        all.put("METTA_METRICS_FILE", workspace.metrics(id).toString());
        all.put("METTA_RESULT_FILE", workspace.result(id).toString());
        all.put("METTA_CHECKPOINT_DIR", workspace.checkpoints(id.runId()).toString());
        resumeFrom.ifPresent(newest -> all.put("METTA_RESUME_FROM", newest.toString()));
        return all;
    }

    private static void putAll(Map<String, Object> named, Map<String, String> all) {
        var names = new LinkedHashMap<String, String>();
        named.forEach((name, value) -> {
            var text = ArgumentStyle.text(value);
            CommandLine.check(text);
            var other = names.put(variable(name), name);
            if (other != null) {
                throw new SweepException(
                        SweepException.Exit.USAGE,
                        "'%s' and '%s' cannot be told apart as variables of the environment; give one another name"
                                .formatted(other, name));
            }
            all.put(variable(name), text);
        });
    }

    /// The name of a value as the environment can have it: `optim.lr` is `optim_lr`.
    private static String variable(String name) {
        var variable = name.replaceAll("[^A-Za-z0-9_]", "_");
        if (RESERVED.contains(variable) || !VARIABLE.matcher(variable).matches()) {
            throw new SweepException(
                    SweepException.Exit.USAGE,
                    "'%s' cannot be a variable of the environment; give the parameter another name, or the recipe another style"
                            .formatted(name));
        }
        return variable;
    }
}
