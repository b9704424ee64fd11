package metta.sweep;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Executes jobs somewhere. Idempotent by [JobId]: the job itself takes a one-shot claim before its program starts, so
/// that a second submission of the same identity, however late, is harmless.
///
/// Methods throw [DispatchException] where the back-end cannot be reached.
public interface Dispatcher extends AutoCloseable {
    /// Refuses what cannot be started now, before anything about it is recorded.
    ///
    /// @throws DiskFullException if there is no room for what jobs write
    default void admit(Collection<JobDefinition> jobs) {}

    /// Starts the job, or finds that it was started before. Returns the back-end's name for it.
    String submit(JobDefinition job);

    /// The same, but where it starts it now, on none of these [#slots()].
    default String submit(JobDefinition job, Set<String> avoided) {
        return submit(job);
    }

    /// What jobs can be kept away from, such as GPUs or nodes; empty where all of them run in one place.
    default List<String> slots() {
        return List.of();
    }

    /// On which of the slots each of these jobs runs or ran. What is not known is left out.
    default Map<JobId, List<String>> slots(Collection<JobId> jobs) {
        return Map.of();
    }

    /// Refuses a job that the back-end knows under this identity, but with other parameters or another seed. Asked of
    /// jobs before what they did is taken for theirs, if it is not on record that this back-end took them.
    ///
    /// @throws DispatchException if it was started from another definition
    default void verify(JobDefinition job) {}

    /// What is known of each of the jobs, in one question to the back-end.
    Map<JobId, JobState> poll(Collection<JobId> jobs);

    /// What is known of one job, for a controller that died between intent and handle.
    default JobState find(JobId job) {
        return poll(List.of(job)).getOrDefault(job, new JobState.NotKnown());
    }

    /// Sees to it that the job ends, or that it never starts. Returns at once; [#poll] tells when it is done.
    void cancel(JobId job);

    /// The last lines that the job wrote, oldest first.
    List<String> logs(JobId job, int lines);

    Capacity capacity();

    /// What the job used over time, oldest first.
    List<ResourceSample> resources(JobId job);

    @Override
    void close();

    /// What the back-end can run at once.
    record Capacity(int cpus, int gpus) {}

    /// What a job used at one moment.
    ///
    /// @param cpuSeconds used by the whole job so far
    /// @param residentBytes held by the whole job at that moment
    /// @param gpuBytes held on its GPUs; 0 where it has none
    record ResourceSample(Instant at, double cpuSeconds, long residentBytes, long gpuBytes) {}
}
