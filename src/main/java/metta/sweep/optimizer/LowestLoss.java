package metta.sweep.optimizer;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// To go below the lowest loss of the first objective.
///
/// @param beta how many standard deviations are hoped for, where it goes by hope
/// @param made of what that objective was made, for people; nothing where it is a metric
record LowestLoss(Worth worth, double beta, Optional<String> made) implements Aim {
    private static final int CENTERS = 5;
    private static final int FANTASIES = 16;

    /// What makes a point worth a trial.
    enum Worth {
        /// The expected improvement on the best, see [Improvement].
        EI,
        /// What may be hoped for, see [Hope].
        UCB,
        /// That a function has its minimum there which is drawn for the trial from all that may be
        /// (Thompson, "On the likelihood that one unknown probability exceeds another in view of the
        /// evidence of two samples", 1933; Kandasamy et al., "Parallelised Bayesian optimisation via
        /// Thompson sampling", 2018). Its values are drawn together at all candidates, and it goes on
        /// between them, see [GaussianProcess#drawn].
        THOMPSON
    }

    /// Of a metric.
    LowestLoss(Worth worth, double beta) {
        this(worth, beta, Optional.empty());
    }

    /// Of a metric, by expected improvement.
    LowestLoss() {
        this(Worth.EI, 0);
    }

    /// By expected improvement of what was made of several metrics.
    static LowestLoss of(String made) {
        return new LowestLoss(Worth.EI, 0, Optional.of(made));
    }

    @Override
    public List<Integer> objectives(List<Evidence.Item> telling) {
        return List.of(0);
    }

    @Override
    public double kept(List<Evidence.Item> items, int objective) {
        double[] admissible = items.stream()
                .filter(Evidence.Item::admissible)
                .mapToDouble(each -> each.losses().get(objective))
                .sorted()
                .toArray();
        boolean beyond = items.stream().anyMatch(each -> each.feasible() && !each.admissible());
        return beyond && admissible.length > 0 ? admissible[admissible.length / 2] : Double.NEGATIVE_INFINITY;
    }

    @Override
    public List<Evidence.Item> best(List<Evidence.Item> items, int count) {
        return items.stream().sorted(Evidence.Item.BEST_FIRST).limit(count).toList();
    }

    @Override
    public List<Evidence.Item> centers(List<Evidence.Item> items) {
        return best(Evidence.best(items, CENTERS), CENTERS);
    }

    @Override
    public TrustRegion region(
            List<Evidence.Item> centers, List<Evidence.Item> items, int number, int startup, List<KernelFit> fits) {
        boolean[] successes = new boolean[items.size()];
        var best = Optional.<Evidence.Item>empty();
        for (int i = 0; i < successes.length; i++) {
            var item = items.get(i);
            successes[i] = item.feasible() && best.stream().allMatch(item::better);
            best = successes[i] ? Optional.of(item) : best;
        }
        return new TrustRegion(centers.getFirst(), successes, startup, fits);
    }

    /// One where a function is drawn: it is one of all that may be, and so is what it is drawn by.
    @Override
    public int fantasies(int objectives) {
        return worth == Worth.THOMPSON ? 1 : FANTASIES;
    }

    @Override
    public Acquisition acquisition(
            List<LossModel> known,
            List<LossModel> imagining,
            Chances chances,
            boolean near,
            double[][] candidates,
            RandomGenerator random) {
        var process = imagining.getFirst().process();
        return switch (worth) {
            case EI -> new Improvement(process, Threshold.Lowest.of(imagining.getFirst(), chances), 1, chances);
            case UCB -> chances.of(new Hope(process, beta));
            case THOMPSON -> chances.of(new Drawn(process.drawn(candidates, random)));
        };
    }

    @Override
    public boolean goesByMetrics() {
        return made.isEmpty();
    }

    @Override
    public String gain() {
        return switch (worth) {
            case EI -> "largest expected improvement" + made.map(" of "::concat).orElse("");
            case UCB -> "best that may be hoped for";
            case THOMPSON -> "best point of a drawn function";
        };
    }

    @Override
    public String model() {
        return "a Gaussian process";
    }
}
