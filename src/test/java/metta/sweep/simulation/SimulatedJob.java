package metta.sweep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import metta.sweep.FailureKind;
import metta.sweep.JobDefinition;
import metta.sweep.JobState;
import metta.sweep.JobType;
import metta.sweep.MetricPoint;
import metta.sweep.simulation.Chaos.Fault;

/// One claimed attempt: the program that runs under it, or the fact that none ever will.
final class SimulatedJob {
    private static final int POINTS = 5;
    private JobState state;
    private final List<MetricPoint> output = new ArrayList<>();
    private final boolean training;
    private final Map<String, Object> parameters;
    private final String runId;
    private Instant startedAt;
    /// What earlier incarnations have put out.
    private int earlier;
    private boolean requeued;
    private Duration length = Duration.ZERO;
    private Instant cancelledAt = Instant.MAX;
    private boolean delivered;
    private BooleanSupplier doomed = () -> false;
    private boolean withdrawn;
    private boolean cutShort;

    private SimulatedJob(JobState state, boolean training, Map<String, Object> parameters, String runId, Instant at) {
        this.state = state;
        this.training = training;
        this.parameters = parameters;
        this.runId = runId;
        this.startedAt = at;
    }

    /// @param doomed whether the place it runs on fails whatever it gets
    static SimulatedJob started(JobDefinition job, Instant now, Chaos chaos, BooleanSupplier doomed) {
        var started = new SimulatedJob(
                new JobState.Running(now),
                job.id().type() == JobType.LAUNCH_TRAINING,
                job.overrides(),
                job.id().runId(),
                now);
        started.doomed = doomed;
        started.length = chaos.strikes(Fault.JOB_HANGS)
                ? Duration.ofMinutes(15)
                : Duration.ofSeconds(1 + chaos.random(job.id().name()).nextInt(90));
        return started;
    }

    static SimulatedJob neverStarted(Instant now) {
        var never = new SimulatedJob(new JobState.Cancelled(now), false, Map.of(), "", now);
        never.withdrawn = true;
        return never;
    }

    JobState state() {
        return state;
    }

    boolean alive() {
        return state instanceof JobState.Running || state instanceof JobState.Queued;
    }

    /// Whether it had published its result before it was lost.
    boolean delivered() {
        return delivered;
    }

    /// Whether its claim was taken before it could start.
    boolean withdrawn() {
        return withdrawn;
    }

    /// Whether it was cancelled by a controller before its time was up.
    boolean cutShort() {
        return cutShort;
    }

    /// Whether its host is gone for good, so that nobody can tell how it stands.
    boolean beyondReach() {
        return state instanceof JobState.Unreachable;
    }

    List<MetricPoint> output() {
        return output;
    }

    /// @param forSure whether who asks for it knows how the job stands
    void cancel(Instant now, boolean forSure) {
        if (alive() && cancelledAt.equals(Instant.MAX)) {
            cancelledAt = now;
            cutShort = forSure && Duration.between(startedAt, now).compareTo(Setup.JOB_TIMEOUT) <= 0;
        }
    }

    void advance(Instant now, Chaos chaos) {
        if (!alive()) {
            return;
        }
        if (requeued) {
            waitInLine(now);
            return;
        }
        boolean over = !now.isBefore(startedAt.plus(length));
        emit(over ? POINTS : (int) (POINTS * Math.min(1, seconds(now) / length.toSeconds())));
        state = new JobState.Running(startedAt, Duration.between(startedAt, now));
        if (!now.isBefore(cancelledAt)) {
            state = new JobState.Cancelled(now, begun(now));
        } else if (doomed.getAsBoolean()) {
            state = new JobState.Exited(1, now, "simulated: its device does not answer");
        } else if (chaos.strikes(Fault.JOB_LOST)) {
            state = new JobState.Lost("simulated: its machine failed", begun(now), Optional.of(now));
        } else if (chaos.strikes(Fault.HOST_GONE_FOR_GOOD)) {
            state = new JobState.Unreachable("simulated: its host is gone for good");
        } else if (chaos.strikes(Fault.JOB_REQUEUED)) {
            requeued = true;
            earlier = output.size();
            startedAt = now.plusSeconds(chaos.random().nextInt(90));
            state = new JobState.Queued();
        } else if (chaos.strikes(Fault.CANCELLED_BY_SOMEBODY)) {
            state = new JobState.Cancelled(now, begun(now));
        } else if (over && SimulatedTask.exitCode(runId, training) == 0 && chaos.strikes(Fault.JOB_LOST_AFTER_RESULT)) {
            delivered = !silent();
            state = new JobState.Lost(
                    "simulated: its machine failed just before the exit code was known", begun(now), Optional.of(now));
        } else if (chaos.strikes(Fault.PREEMPTED)) {
            state = new JobState.Preempted(now, begun(now));
        } else if (chaos.strikes(Fault.OUT_OF_MEMORY)) {
            state = new JobState.Exited(137, now, "simulated", Optional.of(FailureKind.OUT_OF_MEMORY), begun(now));
        } else if (over) {
            state = new JobState.Exited(
                    SimulatedTask.exitCode(runId, training), now, "simulated", Optional.empty(), begun(now));
        }
    }

    /// One that waits in line again begins in the future, if at all.
    private Optional<Instant> begun(Instant now) {
        return Optional.of(startedAt.isBefore(now) ? startedAt : now);
    }

    /// The back-end restarts the very same submission by itself.
    private void waitInLine(Instant now) {
        if (!now.isBefore(cancelledAt)) {
            state = new JobState.Cancelled(now, begun(now));
        } else if (!now.isBefore(startedAt)) {
            requeued = false;
            startedAt = now;
            state = new JobState.Running(now);
        }
    }

    private boolean silent() {
        return !training && SimulatedTask.silent(runId);
    }

    private double seconds(Instant now) {
        return Math.max(0, Duration.between(startedAt, now).toMillis() / 1000.0);
    }

    private void emit(int points) {
        assertThat(points).isLessThanOrEqualTo(POINTS);
        while (output.size() < earlier + points && !silent()) {
            int step = output.size() - earlier + 1;
            // Only the last value is the run's true one: a result that is frozen too early shows.
            double truth = training ? SimulatedTask.score(parameters) : SimulatedTask.score(runId);
            output.add(new MetricPoint("score", step, step == POINTS ? truth : -step));
        }
    }
}
