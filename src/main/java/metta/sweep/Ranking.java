package metta.sweep;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/// Which trials are best: first those whose scores are means of several seeds, then the others. What rests on more than
/// one run goes before what may have been luck. Trials that may not be the best at all are not among them, though they
/// tell as well as others by how much scores differ by chance.
///
/// Taking a trial in or out costs what that trial costs, and in whatever order it was done, the same comes of it.
final class Ranking {
    /// Trials that were stopped, and got less far than others.
    private static final int NONE_COMPLETED = 0;

    private static final int CONFIRMED = 2;
    private final Merit merit;
    private final Comparator<Observation> order;
    /// By how many seeds the score is of.
    private final TreeMap<Integer, NavigableSet<Observation>> bySeeds = new TreeMap<>();
    /// Exact, so that what was added can be taken away.
    private BigDecimal squares = BigDecimal.ZERO;

    private int degrees;

    Ranking(Merit merit) {
        this.merit = merit;
        this.order = merit.order();
    }

    Merit merit() {
        return merit;
    }

    Comparator<Observation> order() {
        return order;
    }

    void add(Observation observation, boolean completed) {
        if (merit.admits(observation.scores())) {
            bySeeds.computeIfAbsent(key(observation, completed), _ -> new TreeSet<>(order))
                    .add(observation);
        }
        observation.mean().map(Ranking::squares).filter(Double::isFinite).ifPresent(sum -> {
            squares = squares.add(new BigDecimal(sum));
            degrees += observation.seeds() - 1;
        });
    }

    void remove(Observation observation, boolean completed) {
        of(key(observation, completed)).remove(observation);
        observation.mean().map(Ranking::squares).filter(Double::isFinite).ifPresent(sum -> {
            squares = squares.subtract(new BigDecimal(sum));
            degrees -= observation.seeds() - 1;
        });
    }

    private static int key(Observation observation, boolean completed) {
        return completed ? observation.seeds() : NONE_COMPLETED;
    }

    /// The sum of the squared distances from the mean.
    private static double squares(Mean mean) {
        return mean.standardError() * mean.standardError() * mean.seeds() * (mean.seeds() - 1);
    }

    Optional<Observation> best() {
        return best(_ -> true);
    }

    /// The best of the trials of those numbers.
    Optional<Observation> best(IntPredicate numbers) {
        return first(bySeeds.tailMap(CONFIRMED).values().stream(), numbers)
                .or(() -> first(bySeeds.headMap(CONFIRMED).values().stream(), numbers));
    }

    /// The one with the best score of them, of however many seeds it is.
    Optional<Observation> ofAnySeeds(IntPredicate numbers) {
        return first(bySeeds.values().stream(), numbers);
    }

    private Optional<Observation> first(Stream<? extends Set<Observation>> sets, IntPredicate numbers) {
        return sets.flatMap(set -> set.stream().filter(each -> numbers.test(each.number())).findFirst().stream())
                .min(order);
    }

    /// Completed trials whose scores are of so many seeds, the best first.
    NavigableSet<Observation> ofSeeds(int seeds) {
        return Collections.unmodifiableNavigableSet(of(seeds));
    }

    private NavigableSet<Observation> of(int key) {
        return bySeeds.getOrDefault(key, new TreeSet<>(order));
    }

    Noise noise() {
        double variance = degrees == 0 ? 0 : squares.doubleValue() / degrees;
        return new Noise(variance, degrees);
    }
}
