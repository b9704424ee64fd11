package metta.sweep.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final Set<JobId> beyondReach = new HashSet<>();
    private final Set<JobId> disowned = new HashSet<>();
    private boolean deaf;
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

    /// From now on nothing can be asked of the job's host.
    public void lose(JobId job) {
        beyondReach.add(job);
        say(job, new JobState.Unreachable("scripted: its host does not answer"));
    }

    /// What there is of the job was started from another definition.
    public void disown(JobId job, JobState state) {
        disowned.add(job);
        say(job, state);
    }

    @Override
    public void verify(JobDefinition job) {
        if (disowned.contains(job.id())) {
            throw new DispatchException("scripted: %s was started from something else".formatted(job.id()));
        }
    }

    /// From now on jobs go on, whoever cancels them.
    public void ignoreCancellations() {
        deaf = true;
    }

    /// The next `times` questions have no answer.
    public void fail(int times) {
        failures = times;
    }

    @Override
    public String submit(JobDefinition job) {
        watcher.accept(job);
        verify(job);
        requireReach(job.id());
        submitted.add(job);
        states.putIfAbsent(job.id(), new JobState.Running(job.createdAt()));
        return "handle-" + job.id();
    }

    private void requireReach(JobId job) {
        if (beyondReach.contains(job)) {
            throw new DispatchException("scripted: the host of %s does not answer".formatted(job));
        }
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
        requireReach(job);
        cancelled.add(job);
        if (!deaf) {
            say(job, new JobState.Cancelled(Samples.NOW));
        }
    }
}
