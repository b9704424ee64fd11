package metta.sweep.config;

import java.util.Optional;

/// With how many seeds configurations are run: every trial with its own ones, and those that are named here up to more.
///
/// @param seeds those of the trials themselves included; 1: there are none but those of every trial
/// @param top how many of the best trials get them once all trials have ended; empty: each gets them as soon as it has
/// completed
/// @param trial the seeds of every trial
public record Replicates(int seeds, Optional<Integer> top, TrialSeeds trial) {
    public static final Replicates NONE = new Replicates(1, Optional.empty());
    static final int MOST = TrialSeeds.MOST;

    public Replicates {
        if (seeds < 1 || seeds > MOST) {
            throw new IllegalArgumentException("seeds must be between 1 and %d, got %d".formatted(MOST, seeds));
        }
        if (top.filter(count -> count < 1).isPresent()) {
            throw new IllegalArgumentException("top must be at least 1, got " + top.get());
        }
        if (!goesBeyond(seeds, trial)) {
            throw new IllegalArgumentException(
                    "every trial has %d seeds; replicates up to %d are none".formatted(trial.count(), seeds));
        }
    }

    /// Where every trial has one seed of its own.
    public Replicates(int seeds, Optional<Integer> top) {
        this(seeds, top, TrialSeeds.ONE);
    }

    /// Whether replicates of so many seeds are any, or none are asked for.
    static boolean goesBeyond(int seeds, TrialSeeds trial) {
        return seeds == 1 || seeds > trial.count();
    }

    /// With how many seeds each trial is run that completes.
    public int ofEach() {
        return top.isEmpty() ? most() : trial.count();
    }

    /// With how many seeds any trial is run at most.
    public int most() {
        return Math.max(seeds, trial.count());
    }

    /// Whether each completed trial gets replicates.
    public boolean all() {
        return ofEach() > 1;
    }
}
