package metta.sweep.optimizer;

import java.util.List;
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

    /// The means where a run has each of some objectives, or is imagined to.
    double[] means(int set, List<Integer> objectives) {
        return regression.means(set, each -> objectives.stream().allMatch(each::has));
    }
}
