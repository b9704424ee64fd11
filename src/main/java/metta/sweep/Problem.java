package metta.sweep;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import metta.sweep.config.Metric;
import metta.sweep.config.OutcomeConstraint;
import metta.sweep.space.SearchSpace;

/// What an optimizer is to solve.
///
/// @param objectives the primary one first
/// @param maxTrials how many trials the sweep may spend in all
/// @param precedents what earlier sweeps taught
/// @param trust in them, above 0 and at most 1
/// @param costBudget what all runs together may cost, in the unit of [Observation#cost], where that is
///     known
/// @param outcomes what metrics of a trial have to keep for it to be of use
public record Problem(
        SearchSpace space,
        List<Metric> objectives,
        int maxTrials,
        long seed,
        List<Precedent> precedents,
        double trust,
        Optional<Double> costBudget,
        List<OutcomeConstraint> outcomes) {
    public Problem {
        objectives = List.copyOf(objectives);
        outcomes = List.copyOf(outcomes);
        precedents = List.copyOf(precedents);
        costBudget.filter(most -> !(most > 0)).ifPresent(most -> {
            throw new IllegalArgumentException("what runs may cost must be above 0, got " + most);
        });
    }

    /// The same without anything earlier.
    public Problem(SearchSpace space, List<Metric> objectives, int maxTrials, long seed) {
        this(space, objectives, maxTrials, seed, List.of(), 1, Optional.empty(), List.of());
    }

    /// The same with what earlier sweeps taught. Where they are not trusted at all it is as if there
    /// had been none.
    ///
    /// @param weight from 0 to 1
    public Problem after(List<Precedent> earlier, double weight) {
        return weight == 0
                ? this
                : new Problem(space, objectives, maxTrials, seed, earlier, weight, costBudget, outcomes);
    }

    /// The same where it is known what all runs together may cost.
    public Problem within(Optional<Double> cost) {
        return new Problem(space, objectives, maxTrials, seed, precedents, trust, cost, outcomes);
    }

    /// The same where a trial has to keep bounds to be of use.
    public Problem bounded(List<OutcomeConstraint> constraints) {
        return new Problem(space, objectives, maxTrials, seed, precedents, trust, costBudget, constraints);
    }

    /// The same in another space.
    ///
    /// @param earlier what earlier sweeps taught there
    public Problem in(SearchSpace other, List<Precedent> earlier) {
        return new Problem(other, objectives, maxTrials, seed, earlier, trust, costBudget, outcomes);
    }

    /// The same without what earlier sweeps taught.
    public Problem alone() {
        return precedents.isEmpty()
                ? this
                : new Problem(space, objectives, maxTrials, seed, List.of(), 1, costBudget, outcomes);
    }

    /// A generator for trial `number`, the same in every controller that ever asks.
    public RandomGenerator random(int number) {
        return Seeds.of(seed, number);
    }
}
