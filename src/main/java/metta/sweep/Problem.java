package metta.sweep;

import java.util.List;
import java.util.random.RandomGenerator;
import metta.sweep.config.Metric;
import metta.sweep.space.SearchSpace;

/// What an optimizer is to solve.
///
/// @param objectives the primary one first
/// @param maxTrials how many trials the sweep may spend in all
public record Problem(SearchSpace space, List<Metric> objectives, int maxTrials, long seed) {
    public Problem {
        objectives = List.copyOf(objectives);
    }

    /// A generator for trial `number`, the same in every controller that ever asks.
    public RandomGenerator random(int number) {
        return Seeds.of(seed, number);
    }
}
