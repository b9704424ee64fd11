package metta.sweep.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import metta.sweep.DispatchException;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.JobState;

/// A dispatcher whose jobs do what the test says, and which writes down what was asked of it.
public final class ScriptedDispatcher implements QuietDispatcher {
    private final Map<JobId, JobState> states = new LinkedHashMap<>();
    private final List<JobDefinition> submitted = new ArrayList<>();
    private final List<JobId> cancelled = new ArrayList<>();
    private Consumer<JobDefinition> watcher = _ -> {};
    private int failures;

    /// Everything submitted so far, each time it was.
    public List<JobDefinition> submitted() {
        return List.copyOf(submitted);
    }

    public List<JobId> cancelled() {
        return List.copyOf(cancelled);
    }

    /// Shows each submission to `next` before anything else happens to it.
    public void watch(Consumer<JobDefinition> next) {
        watcher = next;
    }

    /// From now on the back-end says this of the job.
    public void say(JobId job, JobState state) {
        states.put(job, state);
    }

    /// The job's program ends with that code.
    public void exit(JobId job, int code, Instant at) {
        say(job, new JobState.Exited(code, at, code == 0 ? "" : "it said no"));
    }

    /// The next `times` questions have no answer.
    public void fail(int times) {
        failures = times;
    }

    @Override
    public String submit(JobDefinition job) {
        watcher.accept(job);
        submitted.add(job);
        states.putIfAbsent(job.id(), new JobState.Running(job.createdAt()));
        return "handle-" + job.id();
    }

    @Override
    public Map<JobId, JobState> poll(Collection<JobId> jobs) {
        if (failures-- > 0) {
            throw new DispatchException("scripted: not reachable");
        }
        var answers = new LinkedHashMap<JobId, JobState>();
        jobs.forEach(job -> answers.put(job, states.getOrDefault(job, new JobState.NotKnown())));
        return answers;
    }

    @Override
    public void cancel(JobId job) {
        cancelled.add(job);
        say(job, new JobState.Cancelled(Samples.NOW));
    }
}
