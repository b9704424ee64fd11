package metta.sweep.config;

import java.util.List;

/// The settings that optimizers have, each declared once.
final class OptimizerSettings {
    private static final int MOST = 1_000_000;

    static final List<Setting> GRID = List.of(new Setting.Counts(
            OptimizerType.RESOLUTION, "How many values a grid takes of a continuous range.", 1, MOST));

    private static final Setting PRUNE = new Setting.Flag(
            OptimizerType.PRUNE, "Whether parameters that matter little stay as they are in the best trial.", false);

    /// Of those that learn what is good.
    static final List<Setting> PRUNING = List.of(PRUNE);

    private static final Setting UCB_BETA =
            new Setting.Amount("ucb_beta", "What ucb adds: so many standard deviations.", 0, true, 2);

    private static final Setting HEED = new Setting.Word(
            "cost_aware",
            "How much what a trial is expected to cost counts.",
            List.of("never", "per_unit", "cooled", "budget"));

    /// Of those that learn what is good, and can learn what trials cost.
    static final List<Setting> COST_AWARE = List.of(HEED, PRUNE);

    static final List<Setting> GP = List.of(
            new Setting.Word(
                    "acquisition", "What makes a configuration worth a trial.", List.of("ei", "ucb", "thompson")),
            UCB_BETA,
            HEED,
            PRUNE);

    /// The one of [#MOGP] that leaves nothing to weigh.
    static final String HYPERVOLUME = "hypervolume";

    static final List<Setting> MOGP = List.of(
            new Setting.Word(
                    OptimizerType.SCALARIZATION,
                    "What is made of several metrics.",
                    List.of(HYPERVOLUME, "tchebycheff", "linear")),
            new Setting.Weights(
                    OptimizerType.WEIGHTS, "What each metric counts, for one point of the front instead of all."),
            HEED,
            PRUNE);

    /// Names and values of the Python original.
    static final List<Setting> PROTEIN = List.of(
            new Setting.Amount(
                    "max_suggestion_cost", "What a trial may be expected to cost at most.", 0, false, 10_800),
            new Setting.Amount("global_search_scale", "A factor of every parameter's search scale.", 0, false, 1),
            new Setting.Count("random_suggestions", "How many trials are drawn before the model chooses.", 1, MOST, 15),
            new Setting.Count(
                    "suggestions_per_pareto", "How many candidates are drawn around each best trial.", 1, 10_000, 256),
            new Setting.Count(
                    "resample_frequency",
                    "Every so many trials one of the best is tried again; 0: never.",
                    0,
                    MOST,
                    10),
            new Setting.Count("num_random_samples", "How many candidates are drawn anywhere.", 0, 10_000, 0),
            new Setting.Flag("seed_with_search_center", "Whether the first trial is the search centre.", true),
            new Setting.Amount(
                    "expansion_rate",
                    "By which share a trial may be expected to cost more than the dearest so far.",
                    0,
                    true,
                    0.25),
            new Setting.Word("acquisition_fn", "What makes a candidate worth a trial.", List.of("naive", "ei", "ucb")),
            UCB_BETA,
            new Setting.Flag("randomize_acquisition", "Whether ucb_beta is drawn anew for each trial.", false));

    private OptimizerSettings() {}
}
