package metta.sweep.config;

import java.util.Optional;

/// With how many seeds configurations are run.
///
/// @param seeds those of the trials themselves included; 1: there are no replicates
/// @param top how many of the best trials get replicates once all trials have ended; empty: each gets them as soon as
/// it
/// has completed
public record Replicates(int seeds, Optional<Integer> top) {
    public static final Replicates NONE = new Replicates(1, Optional.empty());
    static final int MOST = 1_000;

    public Replicates {
        if (seeds < 1 || seeds > MOST) {
            throw new IllegalArgumentException("seeds must be between 1 and %d, got %d".formatted(MOST, seeds));
        }
        if (top.filter(count -> count < 1).isPresent()) {
            throw new IllegalArgumentException("top must be at least 1, got " + top.get());
        }
    }

    /// Whether each completed trial gets replicates.
    public boolean all() {
        return seeds > 1 && top.isEmpty();
    }
}
