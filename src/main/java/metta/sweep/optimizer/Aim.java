package metta.sweep.optimizer;

import java.util.List;
import java.util.random.RandomGenerator;

/// What a search by Gaussian processes goes for.
sealed interface Aim permits LowestLoss, WidestFront {
    /// The objectives that it takes a process of, by what runs there are.
    ///
    /// @param telling some of which have a value of the first
    List<Integer> objectives(List<Evidence.Item> telling);

    /// Up to which loss of an objective a process sees how losses differ, where that is worse than the
    /// median.
    double kept(List<Evidence.Item> items, int objective);

    /// The best first, so many at most.
    List<Evidence.Item> best(List<Evidence.Item> items, int count);

    /// The best that did not fail, near which there may be better ones.
    List<Evidence.Item> centers(List<Evidence.Item> items);

    /// Where a trial is looked for that is to be near one of them.
    ///
    /// @param startup how many of the runs were not chosen by a model
    TrustRegion region(
            List<Evidence.Item> centers, List<Evidence.Item> items, int number, int startup, List<KernelFit> fits);

    /// In how many ways runs are imagined to end.
    int fantasies(int objectives);

    /// What makes a point worth a trial.
    ///
    /// @param known by objective
    /// @param imagining the same after runs under way ended in some ways
    /// @param chances of keeping bounds, in the same ways
    /// @param near whether it is looked for near the best, else anywhere
    /// @param candidates m×d
    /// @param random of that trial alone
    Acquisition acquisition(
            List<LossModel> known,
            List<LossModel> imagining,
            Chances chances,
            boolean near,
            double[][] candidates,
            RandomGenerator random);

    /// Whether its objectives are metrics, so that what is expected of them means something to people.
    boolean goesByMetrics();

    /// Why a trial is chosen, for people.
    String gain();

    /// By what, for people.
    String model();
}
