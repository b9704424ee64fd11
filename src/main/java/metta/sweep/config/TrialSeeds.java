package metta.sweep.config;

import java.util.HashSet;
import java.util.List;

/// The seeds that every trial is run with.
///
/// @param count how many, at least 1
/// @param common the very seeds, the same for all trials; empty: each trial has its own
public record TrialSeeds(int count, List<Long> common) {
    public static final TrialSeeds ONE = new TrialSeeds(1, List.of());
    static final int MOST = 1_000;
    /// Programs in every language can take as much.
    static final long HIGHEST = Integer.MAX_VALUE;

    public TrialSeeds {
        common = List.copyOf(common);
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("seeds must be between 1 and %d, got %d".formatted(MOST, count));
        }
        if (!common.isEmpty() && common.size() != count) {
            throw new IllegalArgumentException("%d seeds, but %d are named".formatted(count, common.size()));
        }
        var seen = new HashSet<Long>();
        for (long seed : common) {
            if (seed < 0 || seed > HIGHEST) {
                throw new IllegalArgumentException("a seed must be between 0 and %d, got %d".formatted(HIGHEST, seed));
            }
            if (!seen.add(seed)) {
                throw new IllegalArgumentException("the seed %d is there twice".formatted(seed));
            }
        }
    }

    static TrialSeeds of(List<Long> common) {
        return new TrialSeeds(common.size(), common);
    }
}
