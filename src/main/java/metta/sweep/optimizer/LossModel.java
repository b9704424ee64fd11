package metta.sweep.optimizer;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// What a Gaussian process makes of one objective, see [Scores].
record LossModel(int objective, Regression regression) {
    KernelFit fit() {
        return regression.fit();
    }

    GaussianProcess process() {
        return regression.process();
    }

    /// The same after runs at more points ended, in several ways.
    ///
    /// @param more m×d
    LossModel imagining(double[][] more, int sets, RandomGenerator random) {
        return new LossModel(objective, regression.imagining(more, sets, random));
    }

    /// The means at runs that keep all bounds and are counted, and at those that are imagined to keep
    /// them.
    double[] kept(Predicate<Evidence.Item> counted, Chances chances, int set) {
        double[] means = process().seen(set);
        return Arrays.stream(places(counted, chances, set))
                .mapToDouble(i -> means[i])
                .toArray();
    }

    /// What is to be expected here where runs of earlier sweeps kept all bounds, or did not.
    double[] expectedOfEarlier(int set, boolean kept) {
        return regression.expectedOfEarlier(set, item -> item.admissible() == kept);
    }

    /// Which of the process's points these are.
    int[] places(Predicate<Evidence.Item> counted, Chances chances, int set) {
        return regression.places(item -> item.admissible() && counted.test(item), i -> chances.kept(set, i));
    }
}
