package metta.sweep.config;

import java.time.Duration;
import java.util.Optional;

/// How much the sweep may spend, and when it has found enough.
///
/// Hours and money count for all attempts of all jobs, whatever came of them. What runs when they are used up is
/// stopped.
///
/// @param maxTrials exact
/// @param time wall-clock time since the sweep was started
/// @param target the sweep ends once a run scores as well
/// @param plateau the sweep ends once it finds nothing better
public record Budget(
        int maxTrials,
        Optional<Duration> time,
        Optional<Double> cpuHours,
        Optional<Double> gpuHours,
        Optional<Double> money,
        Optional<Double> target,
        Optional<Plateau> plateau) {
    public static final Budget DEFAULT = ofTrials(10);

    /// No improvement over a number of trials.
    ///
    /// @param trials so many in a row, by their numbers
    /// @param minDelta a score must be better by more than this to count as better: what chance alone may do
    public record Plateau(int trials, double minDelta) {
        public Plateau {
            if (trials < 1) {
                throw new IllegalArgumentException("trials must be at least 1, got " + trials);
            }
            if (!(minDelta >= 0)) {
                throw new IllegalArgumentException("min_delta must be at least 0, got " + minDelta);
            }
        }
    }

    public Budget {
        if (maxTrials < 1) {
            throw new IllegalArgumentException("max_trials must be at least 1, got " + maxTrials);
        }
        time.ifPresent(limit -> Execution.checkPositive("time", limit));
        checkPositive("cpu_hours", cpuHours);
        checkPositive("gpu_hours", gpuHours);
        checkPositive("money", money);
    }

    /// So many trials, and no other limit.
    public static Budget ofTrials(int maxTrials) {
        return new Budget(
                maxTrials,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static void checkPositive(String name, Optional<Double> limit) {
        if (limit.filter(value -> !(value > 0)).isPresent()) {
            throw new IllegalArgumentException("%s must be above 0, got %s".formatted(name, limit.get()));
        }
    }
}
