package metta.sweep.config;

import java.time.Duration;
import java.util.Optional;

/// How much the sweep may spend.
///
/// @param maxTrials exact
/// @param time no job is started after it has passed
public record Budget(int maxTrials, Optional<Duration> time) {
    public static final Budget DEFAULT = new Budget(10, Optional.empty());

    public Budget {
        if (maxTrials < 1) {
            throw new IllegalArgumentException("max_trials must be at least 1, got " + maxTrials);
        }
        time.ifPresent(limit -> Execution.checkPositive("time", limit));
    }
}
