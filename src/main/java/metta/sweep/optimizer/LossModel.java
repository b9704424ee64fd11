package metta.sweep.optimizer;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// What a Gaussian process makes of one objective of the runs that ended. A run that has no value of it
/// though it has others says nothing; one that failed is as bad as the worst that did not.
final class LossModel {
    private final int objective;
    private final KernelFit fit;
    private final List<Evidence.Item> items;
    private final GaussianProcess process;

    /// @param items the first that the process saw; what it saw after these is imagined
    private LossModel(int objective, KernelFit fit, List<Evidence.Item> items, GaussianProcess process) {
        this.objective = objective;
        this.fit = fit;
        this.items = items;
        this.process = process;
    }

    /// The likeliest process for some runs, one of which has the objective.
    static KernelFit fit(Geometry geometry, int objective, List<Evidence.Item> some, double kept) {
        var items = telling(some, objective);
        return KernelFit.of(geometry, places(items), targets(items, objective, new Targets(some, objective, kept)));
    }

    /// @param some that the process sees, one of which has the objective
    static LossModel of(int objective, KernelFit fit, List<Evidence.Item> some, Targets targets) {
        var items = telling(some, objective);
        var process = GaussianProcess.of(fit.kernel(), fit.noise(), places(items), targets(items, objective, targets));
        return new LossModel(objective, fit, items, process);
    }

    private static List<Evidence.Item> telling(List<Evidence.Item> items, int objective) {
        return items.stream()
                .filter(each -> each.has(objective) || !each.feasible())
                .toList();
    }

    private static double[] targets(List<Evidence.Item> items, int objective, Targets targets) {
        return items.stream()
                .mapToDouble(each -> targets.of(each.losses().get(objective)))
                .toArray();
    }

    static double[][] places(List<Evidence.Item> items) {
        return items.stream().map(each -> each.point().toArray()).toArray(double[][]::new);
    }

    int objective() {
        return objective;
    }

    KernelFit fit() {
        return fit;
    }

    GaussianProcess process() {
        return process;
    }

    /// What was added to the noise where the arithmetic failed, and the noise; nothing where it did not.
    Optional<Double> jitter() {
        return process.noise() > fit.noise() ? Optional.of(process.noise()) : Optional.empty();
    }

    /// The same after runs at more points ended, in several ways.
    ///
    /// @param more m×d
    LossModel imagining(double[][] more, int sets, RandomGenerator random) {
        return new LossModel(objective, fit, items, process.imagining(more, sets, random));
    }

    /// The means where a run has each of some objectives, or is imagined to.
    double[] means(int set, List<Integer> objectives) {
        return IntStream.range(0, process.size())
                .filter(i -> i >= items.size() || objectives.stream().allMatch(items.get(i)::has))
                .mapToDouble(i -> process.mean(set, i))
                .toArray();
    }
}
