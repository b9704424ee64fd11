package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A Gaussian process of something about the runs that ended, kept as long as it can be.
///
/// Up to 50 runs the process is fitted to all of them for each suggestion, from where the prior says.
/// Beyond, it is fitted anew with every tenth more runs, to those that there were then, 250 at most;
/// and it knows 500 at most. So it follows from the runs alone, whatever was asked before. Of earlier
/// sweeps that say something too it knows 100 runs in all, or one of each.
final class Regression {
    private static final int ALWAYS_FITTED = 50;
    private static final int MOST_FITTED = 250;
    private static final int MOST = 500;
    private static final int MOST_EARLIER = 100;

    private final List<Evidence.Item> fitted;
    private final KernelFit fit;
    private final List<Evidence.Item> used;
    private final List<Evidence.Item> earlier;
    private final GaussianProcess process;

    /// What is learnt of runs.
    @FunctionalInterface
    interface Subject {
        /// A target for each of some runs, by all of these.
        ToDoubleFunction<Evidence.Item> targets(List<Evidence.Item> items);

        /// Earlier sweeps, of which the same is learnt.
        default Sources sources() {
            return Sources.NONE;
        }

        /// Whether targets of different sweeps can be compared.
        default boolean hasUnit() {
            return false;
        }

        /// Whether these say anything.
        default boolean isIn(List<Evidence.Item> items) {
            return items.stream().anyMatch(Evidence.Item::feasible);
        }

        /// Whether this one does.
        default boolean isIn(Evidence.Item item) {
            return true;
        }

        /// The best of some, so many at most, in any order.
        default List<Evidence.Item> best(List<Evidence.Item> items, int count) {
            return items.stream().sorted(Evidence.Item.BEST_FIRST).limit(count).toList();
        }

        /// Of more than `most` those that say the most, by number: the best quarter of that number,
        /// the newest quarter, and those that come nearest to the best in what they scored.
        default List<Evidence.Item> chosen(List<Evidence.Item> items, int most) {
            if (items.size() <= most) {
                return items;
            }
            var newest = items.subList(items.size() - most / 4, items.size());
            return Stream.concat(newest.stream(), best(items, most).stream())
                    .distinct()
                    .limit(most)
                    .sorted(Comparator.comparingInt(Evidence.Item::number))
                    .toList();
        }

        /// The least that a target is off by, as a variance.
        default double leastNoise() {
            return 0;
        }
    }

    /// @param earlier the runs of earlier sweeps whose points come after those of the used ones; what
    ///     comes after these is imagined
    private Regression(
            List<Evidence.Item> fitted,
            KernelFit fit,
            List<Evidence.Item> used,
            List<Evidence.Item> earlier,
            GaussianProcess process) {
        this.fitted = fitted;
        this.fit = fit;
        this.used = used;
        this.earlier = earlier;
        this.process = process;
    }

    /// @param items of which some say something about the subject
    /// @param before of the same space, shape and subject
    static Regression of(
            Geometry geometry,
            KernelShape shape,
            List<Evidence.Item> items,
            Subject subject,
            Optional<Regression> before) {
        var first = items.subList(0, fittedOf(items.size()));
        var fitted = chosen(subject.isIn(first) ? first : items, subject, MOST_FITTED);
        var fit = before.filter(each -> SharedStart.isAll(each.fitted, fitted))
                .map(each -> each.fit)
                .orElseGet(() -> fit(geometry, shape, fitted, subject));
        var used = chosen(items, subject, MOST);
        double noise = Math.max(fit.noise(), subject.leastNoise());
        var seen = seen(used, items, subject);
        var process = GaussianProcess.of(fit.kernel(), noise, places(seen), targets(seen), seeds(seen));
        var earlier = seen.stream().skip(used.size()).map(Seen::item).toList();
        return new Regression(fitted, fit, used, earlier, process);
    }

    private static List<Evidence.Item> chosen(List<Evidence.Item> items, Subject subject, int most) {
        return subject.chosen(items, most).stream().filter(subject::isIn).toList();
    }

    private static KernelFit fit(Geometry geometry, KernelShape shape, List<Evidence.Item> items, Subject subject) {
        var sources = subject.sources();
        var prior = sources.any()
                ? Prior.withOthers(geometry.dimensions(), sources.trust(), subject.hasUnit())
                : new Prior(geometry.dimensions());
        var seen = seen(items, items, subject);
        return KernelFit.of(geometry, shape, prior, places(seen), targets(seen), seeds(seen));
    }

    /// @param point with the number of its sweep, if that is an earlier one
    private record Seen(Evidence.Item item, Point point, double target) {}

    /// What a process sees of runs, and after them of those of earlier sweeps.
    ///
    /// @param all by which the targets of `used` are
    private static List<Seen> seen(List<Evidence.Item> used, List<Evidence.Item> all, Subject subject) {
        var seen = new ArrayList<Seen>();
        var targets = subject.targets(all);
        used.forEach(each -> seen.add(new Seen(each, each.point(), targets.applyAsDouble(each))));
        var sweeps = subject.sources().sweeps();
        for (int number = 1; number <= sweeps.size(); number++) {
            var sweep = sweeps.get(number - 1);
            var theirs = subject.targets(sweep);
            for (var each : chosen(sweep, subject, Math.max(1, MOST_EARLIER / sweeps.size()))) {
                seen.add(new Seen(each, each.point().and(number), theirs.applyAsDouble(each)));
            }
        }
        return seen;
    }

    private static double[][] places(List<Seen> seen) {
        return seen.stream().map(each -> each.point().toArray()).toArray(double[][]::new);
    }

    private static double[] targets(List<Seen> seen) {
        return seen.stream().mapToDouble(Seen::target).toArray();
    }

    private static int[] seeds(List<Seen> seen) {
        return seen.stream().mapToInt(each -> each.item().seeds()).toArray();
    }

    /// How many of the first of so many runs the process is fitted to.
    static int fittedOf(int count) {
        int fitted = Math.min(count, ALWAYS_FITTED);
        while (fitted >= ALWAYS_FITTED && fitted + fitted / 10 <= count) {
            fitted += fitted / 10;
        }
        return fitted;
    }

    /// The same after runs at more points ended, in several ways.
    ///
    /// @param more m×d
    Regression imagining(double[][] more, int sets, RandomGenerator random) {
        return new Regression(fitted, fit, used, earlier, process.imagining(more, sets, random));
    }

    /// Which of the process's points are of some of the runs of this sweep, or of some that are
    /// imagined.
    ///
    /// @param imagined which of these, by number from 0
    int[] places(Predicate<Evidence.Item> counted, IntPredicate imagined) {
        int seen = used.size() + earlier.size();
        return IntStream.range(0, process.size())
                .filter(i -> i < used.size() ? counted.test(used.get(i)) : i >= seen && imagined.test(i - seen))
                .toArray();
    }

    /// What is to be expected in this sweep at the places of some of the runs of earlier ones.
    double[] expectedOfEarlier(int set, Predicate<Evidence.Item> counted) {
        int[] places = IntStream.range(0, earlier.size())
                .filter(i -> counted.test(earlier.get(i)))
                .map(i -> used.size() + i)
                .toArray();
        return process.expectedHere(places)[set];
    }

    /// The mean at what is imagined.
    ///
    /// @param number of it, from 0
    double imagined(int set, int number) {
        return process.seen(set)[used.size() + earlier.size() + number];
    }

    KernelFit fit() {
        return fit;
    }

    GaussianProcess process() {
        return process;
    }

    /// The runs of this sweep that the process has seen, in the order of its points.
    List<Evidence.Item> used() {
        return used;
    }
}
