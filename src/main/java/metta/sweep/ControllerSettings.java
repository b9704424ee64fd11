package metta.sweep;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.config.Metric;

/// What a controller has to keep to.
///
/// @param metrics the primary objective first; at least one
/// @param costMetric what a run cost is read from; absent: its seconds of wall-clock time
/// @param maxEvals evaluations at once; they take no training slot
/// @param maxAttempts tries at one leg of a run when the machine fails, not the program
/// @param evaluationOverrides what each evaluation is given besides its run
/// @param time wall-clock time that the sweep may take
/// @param notKnownGrace how long after its submission a job may stay unknown to its dispatcher before it is withdrawn
/// @param sameFailures the sweep ends itself when its first runs, this many, all fail the same way
public record ControllerSettings(
        List<Metric> metrics,
        Optional<String> costMetric,
        int maxTrials,
        int maxParallelJobs,
        int maxEvals,
        int maxAttempts,
        Resources resources,
        Map<String, Object> evaluationOverrides,
        Optional<Duration> time,
        Duration notKnownGrace,
        int sameFailures) {
    public ControllerSettings {
        metrics = List.copyOf(metrics);
        evaluationOverrides = Ordered.copy(evaluationOverrides);
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("a sweep needs at least one metric");
        }
        if (maxTrials < 1 || maxParallelJobs < 1 || maxEvals < 1 || maxAttempts < 1 || sameFailures < 1) {
            throw new IllegalArgumentException("limits must be at least 1: %d trials, %d jobs, %d evals, %d attempts"
                    .formatted(maxTrials, maxParallelJobs, maxEvals, maxAttempts));
        }
    }

    public Metric primary() {
        return metrics.getFirst();
    }
}
