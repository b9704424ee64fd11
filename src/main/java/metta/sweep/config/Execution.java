package metta.sweep.config;

import java.time.Duration;
import java.util.Optional;

/// How jobs are run.
///
/// @param maxParallelJobs how many trainings may live at once
/// @param maxConcurrentEvals how many evaluations may live at once beside them
/// @param monitoringInterval how long the controller waits when nothing happens
/// @param stopGrace how long a job has between being asked to stop and being killed
/// @param jobTimeout how long a job may run
/// @param snapshotInterval how long after a snapshot of the sweep the next one is taken; zero: none are taken
public record Execution(
        int maxParallelJobs,
        int maxConcurrentEvals,
        Duration monitoringInterval,
        Duration stopGrace,
        Optional<Duration> jobTimeout,
        Duration snapshotInterval) {
    public static final Execution DEFAULT = new Execution(
            1, 1, Duration.ofSeconds(1), Duration.ofSeconds(10), Optional.empty(), Duration.ofMinutes(10));

    public Execution {
        checkAtLeastOne("max_parallel_jobs", maxParallelJobs);
        checkAtLeastOne("max_concurrent_evals", maxConcurrentEvals);
        checkPositive("monitoring_interval", monitoringInterval);
        jobTimeout.ifPresent(limit -> checkPositive("job_timeout", limit));
        checkNotNegative("stop_grace", stopGrace);
        checkNotNegative("snapshot_interval", snapshotInterval);
    }

    /// How many evaluations may live at once unless the file says so.
    static int defaultEvals(int maxParallelJobs) {
        return Math.min(2, maxParallelJobs);
    }

    static void checkPositive(String name, Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("%s must be above 0, got %s".formatted(name, duration));
        }
    }

    private static void checkNotNegative(String name, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("%s must not be negative, got %s".formatted(name, duration));
        }
    }

    private static void checkAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s must be at least 1, got %d".formatted(name, value));
        }
    }
}
