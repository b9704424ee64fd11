package metta.sweep.optimizer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import metta.sweep.Problem;
import metta.sweep.space.Configuration;

/// What is left to spend when a trial is to be chosen, and what trials cost, see [Thrift].
///
/// @param spent by the runs that ended
record Purse(Thrift.Way way, Problem problem, ModelSpace space, CostModel costs, double spent) {
    /// What a trial's cost makes of what it is worth.
    ///
    /// @param power to which its cost counts
    /// @param most what it may be expected to cost, as a logarithm
    /// @param words how it is said to people, after what is worth the most
    record Claim(CostModel costs, double power, double most, String words) {
        Acquisition weight() {
            var weight = new CostWeight(costs, power);
            return most == Double.POSITIVE_INFINITY ? weight : weight.and(new CostLimit(costs, most));
        }

        /// Whether a trial there costs no more than it may.
        boolean affords(Point place) {
            return costs.of(new double[][] {place.toArray()})[0] <= most;
        }
    }

    /// @param pending which are expected to cost something too
    Claim claim(List<Configuration> pending, int number) {
        return switch (way) {
            case NEVER -> new Claim(costs, 0, Double.POSITIVE_INFINITY, "");
            case PER_UNIT -> new Claim(costs, 1, Double.POSITIVE_INFINITY, " per unit of cost");
            case COOLED -> cooled(number);
            case BUDGET ->
                problem.costBudget().map(most -> within(most, pending)).orElseGet(() -> cooled(number));
        };
    }

    private Claim cooled(int number) {
        double left = problem.maxTrials() - (number - 1);
        return toThe(share(left, problem.maxTrials()), Double.POSITIVE_INFINITY);
    }

    private Claim within(double most, List<Configuration> pending) {
        double[][] places =
                pending.stream().map(each -> space.place(each).toArray()).toArray(double[][]::new);
        double reserved = Arrays.stream(costs.of(places)).map(StrictMath::exp).sum();
        double left = most - spent - reserved;
        return toThe(share(left, most), StrictMath.log(Math.max(left, Double.MIN_VALUE)));
    }

    private Claim toThe(double power, double most) {
        String words = String.format(Locale.ROOT, " by its cost to the power of %.2f", power);
        return new Claim(costs, power, most, words);
    }

    private static double share(double left, double all) {
        return Math.clamp(left / all, 0.0, 1.0);
    }
}
