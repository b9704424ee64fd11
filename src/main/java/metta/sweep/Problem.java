package metta.sweep;

import java.util.List;
import java.util.random.RandomGenerator;
import metta.sweep.config.Metric;
import metta.sweep.space.SearchSpace;

/// What an optimizer is to solve.
///
/// @param objectives the primary one first
/// @param maxTrials how many trials the sweep may spend in all
/// @param precedents what earlier sweeps taught
/// @param trust in them, above 0 and at most 1
public record Problem(
        SearchSpace space,
        List<Metric> objectives,
        int maxTrials,
        long seed,
        List<Precedent> precedents,
        double trust) {
    public Problem {
        objectives = List.copyOf(objectives);
        precedents = List.copyOf(precedents);
    }

    /// The same without anything earlier.
    public Problem(SearchSpace space, List<Metric> objectives, int maxTrials, long seed) {
        this(space, objectives, maxTrials, seed, List.of(), 1);
    }

    /// The same with what earlier sweeps taught. Where they are not trusted at all it is as if there had been none.
    ///
    /// @param weight from 0 to 1
    public Problem after(List<Precedent> earlier, double weight) {
        return weight == 0 ? this : new Problem(space, objectives, maxTrials, seed, earlier, weight);
    }

    /// The same without what earlier sweeps taught.
    public Problem alone() {
        return precedents.isEmpty() ? this : new Problem(space, objectives, maxTrials, seed);
    }

    /// A generator for trial `number`, the same in every controller that ever asks.
    public RandomGenerator random(int number) {
        return Seeds.of(seed, number);
    }
}
