package metta.sweep;

import java.nio.file.Path;

/// Where the files of a sweep's jobs lie.
///
/// @param directory the sweep's own folder
public record Workspace(Path directory) {
    public Workspace {
        directory = directory.toAbsolutePath().normalize();
    }

    public Path run(String runId) {
        return directory.resolve(runId);
    }

    /// Shared by all attempts of a run, so that a later one can resume.
    public Path checkpoints(String runId) {
        return run(runId).resolve("checkpoints");
    }

    /// Belongs to one attempt alone: nothing that an earlier attempt leaves behind can be taken for its results.
    public Path attempt(JobId job) {
        return run(job.runId()).resolve("jobs").resolve(job.name());
    }

    public Path stdout(JobId job) {
        return attempt(job).resolve("stdout.log");
    }

    public Path stderr(JobId job) {
        return attempt(job).resolve("stderr.log");
    }

    public Path metrics(JobId job) {
        return attempt(job).resolve("metrics.jsonl");
    }

    public Path result(JobId job) {
        return attempt(job).resolve("result.json");
    }

    /// How the attempt was started, for people.
    public Path launch(JobId job) {
        return attempt(job).resolve("launch.json");
    }

    public Path parameters(JobId job) {
        return attempt(job).resolve("params.json");
    }
}
