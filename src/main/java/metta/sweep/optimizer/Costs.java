package metta.sweep.optimizer;

import java.util.Arrays;
import java.util.List;

/// What some runs cost, as logarithms. One that cost nothing, or of which nobody knows, counts as the
/// cheapest.
///
/// @param least the lowest logarithm of a cost
/// @param most the highest
/// @param mean of all of them
/// @param deviation of all of them, 1 where they are the same
record Costs(double least, double most, double mean, double deviation) {
    static Costs of(List<Evidence.Item> items) {
        double least = items.stream()
                .mapToDouble(Evidence.Item::cost)
                .filter(Costs::known)
                .min()
                .orElse(1);
        double[] logs = items.stream()
                .mapToDouble(each -> StrictMath.log(known(each.cost()) ? each.cost() : least))
                .toArray();
        double mean = Arrays.stream(logs).average().orElseThrow();
        double variance = Arrays.stream(logs)
                .map(each -> (each - mean) * (each - mean))
                .average()
                .orElseThrow();
        double most = Arrays.stream(logs).max().orElseThrow();
        double cheapest = StrictMath.log(least);
        return new Costs(cheapest, most, mean, most > cheapest ? Math.sqrt(variance) : 1);
    }

    /// Whether a cost says anything.
    static boolean known(double cost) {
        return cost > 0 && cost < Double.POSITIVE_INFINITY;
    }

    /// Whether all cost the same.
    boolean same() {
        return most == least;
    }

    double log(Evidence.Item item) {
        return known(item.cost()) ? StrictMath.log(item.cost()) : least;
    }

    /// As a model likes it: 0 in the mean, of variance 1.
    double standardized(double log) {
        return (log - mean) / deviation;
    }

    /// What [#standardized] was made of.
    double log(double standardized) {
        return mean + deviation * standardized;
    }
}
