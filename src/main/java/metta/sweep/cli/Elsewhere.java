package metta.sweep.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import metta.sweep.JobRecord;
import metta.sweep.RunInfo;
import metta.sweep.Workspace;

/// Tells a controller that was given another folder than the one before it.
final class Elsewhere {
    private Elsewhere() {}

    /// What to say of jobs that run in another folder than `workspace`, by the handles that they got there.
    static Optional<String> jobs(List<RunInfo> live, Workspace workspace) {
        return live.stream()
                .flatMap(RunInfo::liveJobs)
                .filter(job -> job.handle().isPresent())
                .filter(job -> !job.handle()
                        .equals(Optional.of(workspace.attempt(job.id()).toString())))
                .findFirst()
                .flatMap(job -> words(job, workspace));
    }

    /// The folder may be the same under another name, so that this is a word and no refusal.
    private static Optional<String> words(JobRecord job, Workspace workspace) {
        var handle = job.handle().map(Path::of).filter(Path::isAbsolute);
        return handle.map(there ->
                "%s runs in %s, which is not in %s: all controllers of a sweep must share its folder. Unless it is the same under another name, interrupt this and go on with the folder of before (--dir)"
                        .formatted(job.id(), there, workspace.directory()));
    }
}
