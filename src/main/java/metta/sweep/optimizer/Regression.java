package metta.sweep.optimizer;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// A Gaussian process of something about the runs that ended, kept as long as it can be.
///
/// Up to 50 runs the process is fitted to all of them for each suggestion, from where the prior says.
/// Beyond, it is fitted anew with every tenth more runs, to those that there were then, 250 at most;
/// and it knows 500 at most. So it follows from the runs alone, whatever was asked before.
final class Regression {
    private static final int ALWAYS_FITTED = 50;
    private static final int MOST_FITTED = 250;
    private static final int MOST = 500;

    private final List<Evidence.Item> fitted;
    private final KernelFit fit;
    private final List<Evidence.Item> used;
    private final GaussianProcess process;

    /// What is learnt of runs.
    @FunctionalInterface
    interface Subject {
        /// A target for each of some runs, by all of these.
        ToDoubleFunction<Evidence.Item> targets(List<Evidence.Item> items);

        /// Whether these say anything.
        default boolean isIn(List<Evidence.Item> items) {
            return items.stream().anyMatch(Evidence.Item::feasible);
        }

        /// Of more than `most` those that say the most, by number: the best quarter of that number,
        /// the newest quarter, and those that come nearest to the best in what they scored.
        default List<Evidence.Item> chosen(List<Evidence.Item> items, int most) {
            if (items.size() <= most) {
                return items;
            }
            var newest = items.subList(items.size() - most / 4, items.size());
            var best = items.stream().sorted(Evidence.Item.BEST_FIRST).limit(most);
            return Stream.concat(newest.stream(), best)
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

    private Regression(List<Evidence.Item> fitted, KernelFit fit, List<Evidence.Item> used, GaussianProcess process) {
        this.fitted = fitted;
        this.fit = fit;
        this.used = used;
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
        var fitted = subject.chosen(subject.isIn(first) ? first : items, MOST_FITTED);
        var fit = before.filter(each -> SharedStart.isAll(each.fitted, fitted))
                .map(each -> each.fit)
                .orElseGet(
                        () -> KernelFit.of(geometry, shape, places(fitted), values(fitted, subject.targets(fitted))));
        var used = subject.chosen(items, MOST);
        double noise = Math.max(fit.noise(), subject.leastNoise());
        var process = GaussianProcess.of(fit.kernel(), noise, places(used), values(used, subject.targets(items)));
        return new Regression(fitted, fit, used, process);
    }

    private static double[] values(List<Evidence.Item> items, ToDoubleFunction<Evidence.Item> target) {
        return items.stream().mapToDouble(target).toArray();
    }

    /// How many of the first of so many runs the process is fitted to.
    static int fittedOf(int count) {
        int fitted = Math.min(count, ALWAYS_FITTED);
        while (fitted >= ALWAYS_FITTED && fitted + fitted / 10 <= count) {
            fitted += fitted / 10;
        }
        return fitted;
    }

    private static double[][] places(List<Evidence.Item> items) {
        return items.stream().map(each -> each.point().toArray()).toArray(double[][]::new);
    }

    KernelFit fit() {
        return fit;
    }

    GaussianProcess process() {
        return process;
    }

    /// The runs that the process has seen, in the order of its points.
    List<Evidence.Item> used() {
        return used;
    }
}
