package metta.sweep.optimizer;

import java.util.Locale;
import java.util.random.RandomGenerator;
import metta.sweep.config.OptimizerConfig;

/// What can be said of a [ProteinSearch], as a sweep's file says it.
record ProteinSettings(OptimizerConfig config) {
    /// What makes a candidate worth a trial.
    enum Worth {
        /// What is expected to be gained over the front, at the cost that is expected.
        NAIVE,
        /// The expected improvement on the best score that cost no more than a run may.
        EI,
        /// The score that may be hoped for, whatever it costs.
        UCB
    }

    /// What a run may be expected to cost at most.
    double mostCost() {
        return config.number("max_suggestion_cost");
    }

    /// A factor of every parameter's scale.
    double scale() {
        return config.number("global_search_scale");
    }

    /// How many runs come before the model.
    int startup() {
        return config.count("random_suggestions");
    }

    /// How many candidates are drawn around each run of the front.
    int around() {
        return config.count("suggestions_per_pareto");
    }

    /// How many candidates are drawn anywhere.
    int anywhere() {
        return config.count("num_random_samples");
    }

    /// Whether a trial repeats one of the front.
    boolean repeats(int number) {
        int period = config.count("resample_frequency");
        return period > 0 && number % period == 0;
    }

    boolean startsAtCenter() {
        return config.flag("seed_with_search_center");
    }

    /// By which share a run may be expected to cost more than the dearest that ended.
    double expansion() {
        return config.number("expansion_rate");
    }

    Worth worth() {
        return Worth.valueOf(config.word("acquisition_fn").toUpperCase(Locale.ROOT));
    }

    /// How many standard deviations a trial's hope is above its expectation: drawn from an exponential
    /// distribution where that is asked for.
    double hope(RandomGenerator random) {
        double usual = config.number("ucb_beta");
        return config.flag("randomize_acquisition") ? usual * -StrictMath.log1p(-random.nextDouble()) : usual;
    }
}
