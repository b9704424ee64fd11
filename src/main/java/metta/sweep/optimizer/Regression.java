package metta.sweep.optimizer;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// A Gaussian process of something about the runs that ended, kept as long as it can be.
///
/// Up to 100 runs the process is fitted to all of them for each suggestion, from where the prior says.
/// Beyond, it is fitted anew with every tenth more runs, to those that there were then; and of more
/// than 500 runs the best, the newest and those nearest to the best are taken. So it follows from the
/// runs alone, whatever was asked before.
final class Regression {
    /// How many runs a process is fitted to at most.
    static final int MOST_FITTED = 250;

    private static final int ALWAYS_FITTED = 100;
    private static final int MOST = 500;

    private final List<Evidence.Item> fitted;
    private final KernelFit fit;
    private final List<Evidence.Item> used;
    private final GaussianProcess process;

    private Regression(List<Evidence.Item> fitted, KernelFit fit, List<Evidence.Item> used, GaussianProcess process) {
        this.fitted = fitted;
        this.fit = fit;
        this.used = used;
        this.process = process;
    }

    /// @param items one of which is feasible
    /// @param targets what is learnt of each of some items, by all of these
    /// @param before of the same space, shape and targets
    static Regression of(
            Geometry geometry,
            KernelShape shape,
            List<Evidence.Item> items,
            Function<List<Evidence.Item>, ToDoubleFunction<Evidence.Item>> targets,
            Optional<Regression> before) {
        var fitted = nearest(firstOf(items), MOST_FITTED);
        var fit = before.filter(each -> SharedStart.isAll(each.fitted, fitted))
                .map(each -> each.fit)
                .orElseGet(() -> KernelFit.of(geometry, shape, places(fitted), values(fitted, targets.apply(fitted))));
        var used = nearest(items, MOST);
        var process = GaussianProcess.of(fit.kernel(), fit.noise(), places(used), values(used, targets.apply(items)));
        return new Regression(fitted, fit, used, process);
    }

    private static double[] values(List<Evidence.Item> items, ToDoubleFunction<Evidence.Item> target) {
        return items.stream().mapToDouble(target).toArray();
    }

    /// The runs that the process is fitted to: all where none of the first was feasible.
    private static List<Evidence.Item> firstOf(List<Evidence.Item> items) {
        var first = items.subList(0, fittedOf(items.size()));
        return first.stream().anyMatch(Evidence.Item::feasible) ? first : items;
    }

    /// How many of the first of so many runs the process is fitted to.
    static int fittedOf(int count) {
        int fitted = Math.min(count, ALWAYS_FITTED);
        while (fitted >= ALWAYS_FITTED && fitted + fitted / 10 <= count) {
            fitted += fitted / 10;
        }
        return fitted;
    }

    static double[][] places(List<Evidence.Item> items) {
        return items.stream().map(each -> each.point().toArray()).toArray(double[][]::new);
    }

    /// Of more than `most` the best quarter of that number, the newest quarter, and those that come
    /// nearest to the best in what they scored; by number.
    private static List<Evidence.Item> nearest(List<Evidence.Item> items, int most) {
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
