package metta.sweep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import metta.sweep.JobStatus;
import metta.sweep.Observation;
import metta.sweep.RunInfo;
import metta.sweep.config.Replicates;
import metta.sweep.simulation.Chaos.Fault;

/// The promise that a budget of hours, money or time is overshot by what is in flight at most, by what had been
/// decided on: once it is used up, or the target is reached, nothing further is begun.
final class Spending {
    private final World world;
    private boolean usedUp;
    private boolean mayStop;
    private int jobs;

    Spending(World world) {
        this.world = world;
    }

    void check(List<RunInfo> runs, Instant now) {
        int count = runs.stream().mapToInt(run -> run.jobs().size()).sum();
        if (usedUp) {
            assertThat(count)
                    .as("exact-budget: nothing is begun once it is used up")
                    .isEqualTo(jobs);
        }
        jobs = count;
        boolean nowUp = spent(runs) >= allowed() || (!clockJumps() && timeIsUp(now)) || targetReached(runs);
        usedUp = nowUp && !world.writeUnderWay();
    }

    /// Whether there was a reason by now to stop what runs; called after each step.
    boolean mayStop(List<RunInfo> runs, Instant now) {
        var limits = world.setup.limits();
        boolean byTime = limits.time().isPresent() && (clockJumps() || timeIsUp(now));
        boolean byTarget = limits.target().isPresent()
                && (targetReached(runs) || !world.setup.replicates().equals(Replicates.NONE));
        double running = runs.stream()
                .flatMap(RunInfo::liveJobs)
                .flatMap(job -> job.startedAt().stream())
                .mapToDouble(since -> hours(Duration.between(since, now)))
                .sum();
        mayStop |= byTime || byTarget || limits.plateau().isPresent() || spent(runs) + running >= allowed();
        return mayStop;
    }

    /// Fewer trials than were asked for are tried only if another would not have been paid for, or was not needed.
    void checkEnd(List<RunInfo> runs, Instant now) {
        var limits = world.setup.limits();
        if (limits.cpuHours().isPresent() || limits.money().isPresent()) {
            double dearest = runs.stream().mapToDouble(Spending::hours).max().orElse(0);
            assertThat(spent(runs) + dearest)
                    .as("exact-budget: what was left would have paid for another trial")
                    .isGreaterThanOrEqualTo(allowed());
        } else if (limits.target().isPresent()) {
            // With replicates it is a mean that counts.
            boolean single = world.setup.replicates().equals(Replicates.NONE);
            assertThat(targetReached(runs) || !single)
                    .as("exact-budget: the target is reached")
                    .isTrue();
        } else if (limits.time().isPresent() && !clockJumps()) {
            assertThat(timeIsUp(now)).as("exact-budget: its time is up").isTrue();
        } else {
            assertThat(limits.plateau().isPresent() || limits.time().isPresent())
                    .as("exact-budget: so many trials as were asked for")
                    .isTrue();
        }
    }

    /// Hours of the one processor that a job takes.
    private double allowed() {
        var limits = world.setup.limits();
        return limits.cpuHours()
                .or(() -> limits.money().map(money -> money / Setup.PRICE))
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static double spent(List<RunInfo> runs) {
        return runs.stream().mapToDouble(Spending::hours).sum();
    }

    private static double hours(RunInfo run) {
        return hours(run.busy());
    }

    private static double hours(Duration time) {
        return time.toMillis() / (double) Duration.ofHours(1).toMillis();
    }

    private boolean timeIsUp(Instant now) {
        return world.setup
                .limits()
                .time()
                .filter(time -> now.isAfter(World.START.plus(time)))
                .isPresent();
    }

    private boolean clockJumps() {
        return world.setup.mayHappen(Fault.CLOCK_JUMP);
    }

    private boolean targetReached(List<RunInfo> runs) {
        var target = world.setup.limits().target();
        return target.isPresent()
                && world.setup.replicates().equals(Replicates.NONE)
                && runs.stream()
                        .filter(run -> run.status() == JobStatus.COMPLETED)
                        .flatMap(run -> run.observation().flatMap(Observation::score).stream())
                        .anyMatch(score -> score >= target.get());
    }
}
