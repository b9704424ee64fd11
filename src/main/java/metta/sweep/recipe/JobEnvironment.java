package metta.sweep.recipe;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import metta.sweep.JobDefinition;
import metta.sweep.JobType;
import metta.sweep.Workspace;

/// The environment variables that a job is given.
record JobEnvironment(Recipe recipe, Workspace workspace, Macros macros) {
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

    Map<String, String> of(JobDefinition job) throws IOException {
        var id = job.id();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("PYTHONUNBUFFERED", "1");
        recipe.environment().forEach((name, value) -> all.put(name, macros.fill(value)));
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
        if (id.type() == JobType.LAUNCH_TRAINING && (id.attempt() > 1 || id.leg() > 0)) {
            NewestCheckpoint.in(workspace.checkpoints(id.runId()))
                    .ifPresent(newest -> all.put("METTA_RESUME_FROM", newest.toString()));
        }
        return all;
    }
}
