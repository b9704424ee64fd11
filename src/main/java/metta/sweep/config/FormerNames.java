package metta.sweep.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// The keys of the Python original, and what has become of each. Those that mean the same are
/// accepted, those that are not needed are left out, and of all others it is said what to write
/// instead.
final class FormerNames {
    /// What has become of a key.
    sealed interface Fate {
        /// It is another key now.
        ///
        /// @param path of that, with dots
        record Renamed(String path) implements Fate {}

        /// Nothing need be said of it.
        ///
        /// @param values that it may have; none means any
        /// @param otherwise what to write where it has another one
        record Needless(List<String> values, String why, String otherwise) implements Fate {}

        /// It is a word about the optimizer of the original.
        ///
        /// @param path of what it is now, with dots
        /// @param otherwise what to write where that is not so
        record OfProtein(String path, String otherwise) implements Fate {}

        /// It is refused.
        ///
        /// @param instead what to write
        record Gone(String instead) implements Fate {}
    }

    static final String SEARCH_CENTER = "search_center";
    static final String LOCAL_TEST = "local_test";
    static final String TRAIN_ENTRYPOINT = "train_entrypoint";
    static final String EVAL_ENTRYPOINT = "eval_entrypoint";

    static final String PROTEIN_METHOD = "protein_method";
    static final String PROTEIN_SETTINGS = "protein_settings";

    /// The only method of the original.
    static final String BAYES = "bayes";

    private static final SequencedMap<String, Fate> FATES = new LinkedHashMap<>();

    static {
        renamed("sweep_name", "name");
        renamed("recipe_module", "recipe");
        renamed("search_space", "parameters");
        renamed("grid_parameters", "parameters");
        renamed("protein_metric", "metric.name");
        renamed("metric_key", "metric.name");
        renamed("grid_metric", "metric.name");
        renamed("objective", "metric.name");
        renamed("protein_goal", "metric.goal");
        renamed("goal", "metric.goal");
        renamed("cost_key", "cost.metric");
        renamed("max_trials", "budget.max_trials");
        renamed("scheduler_type", "scheduler.type");
        renamed("max_parallel_jobs", "execution.max_parallel_jobs");
        renamed("max_parallel", "execution.max_parallel_jobs");
        renamed("num_parallel_trials", "execution.max_parallel_jobs");
        renamed("max_concurrent_evals", "execution.max_concurrent_evals");
        renamed("monitoring_interval", "execution.monitoring_interval");
        renamed("gpus", "resources.gpus");
        renamed("nodes", "resources.nodes");
        renamed("eval_overrides", "evaluation.overrides");
        renamed(EVAL_ENTRYPOINT, "evaluation.tool");
        needless("capture_output", "what jobs print is always kept");
        needless("initial_monitoring_interval", "a controller looks at once");
        needless("resume", "the command that started a sweep goes on with it");
        needless("min_suggestion_distance", "it had no effect");
        needless("batch_size", "it had no effect; how many train at once is execution.max_parallel_jobs");
        needless(
                "liar_strategy",
                List.of("best", "mean", "worst"),
                "no optimizer here needs invented scores",
                "it was best, mean or worst; leave it out, for optimizers are told what still runs");
        needless(
                "force_eval",
                List.of("false"),
                "nothing is evaluated twice",
                "a trial is run again by `metta sweep trial retry SWEEP NUMBER`; leave it out");
        needless(
                "dispatcher_type",
                List.of("local"),
                "jobs run on this machine",
                "jobs run on this machine alone for now; leave it out");
        needless(
                "wandb",
                List.of("auto"),
                "metrics are read from files and from what programs print",
                "W&B is not there yet; docs/guide/recipes.md says where metrics are read");
        needless(
                "sweep_server_uri",
                List.of(""),
                "there is no server to register with",
                "there is no server to register with; leave it out, and say under 'store' where facts are kept");
        needless(
                "stats_server_uri",
                List.of(""),
                "there is no server to report to",
                "a program is told its own settings: `parameters: {stats_server_uri: URI}`");
        ofProtein(PROTEIN_METHOD, "optimizer", "it was bayes, which is `optimizer: protein`; say one of them alone");
        ofProtein(
                PROTEIN_SETTINGS,
                "optimizer",
                "it is a map of what stands under `optimizer: {type: protein}` now; say each of it once");
        OptimizerType.PROTEIN.settings().forEach(each -> {
            var path = "optimizer." + each.name();
            ofProtein(
                    each.name(),
                    path,
                    "in a sweep it is %s now, with type: protein; where both are there, keep one of them"
                            .formatted(path));
        });
        gone("sweep_dir", "the option `--dir FOLDER` says where sweeps are kept");
        gone(TRAIN_ENTRYPOINT, "it goes with recipe_module in one place; else write `recipe: MODULE.ENTRYPOINT`");
        gone(LOCAL_TEST, "it is true or false");
        gone("run", "runs are named by the sweep and their number; leave it out");
        gone("advanced", "write what is in it as keys of their own");
        gone("experiment_tags", "there are no tags; `name:` tells sweeps apart");
        gone("base_overrides", "write each as a parameter with one value: `parameters: {NAME: VALUE}`");
        gone("run_id", "runs are named by the sweep and their number; leave it out");
        gone("cmd", "how a program is started stands in its recipe: `train: {command: […]}`");
        gone("args", "fixed arguments stand in the recipe: `train: {args: {NAME: VALUE}}`");
        gone("overrides", "write each as a parameter with one value: `parameters: {NAME: VALUE}`");
        gone("type", "jobs are trainings and evaluations as the recipe has them; leave it out");
        gone("created_at", "the sweep keeps it itself; leave it out");
        gone("metadata", "there are no notes of one's own on runs; leave it out");
    }

    private FormerNames() {}

    private static void renamed(String name, String path) {
        FATES.put(name, new Fate.Renamed(path));
    }

    private static void needless(String name, String why) {
        needless(name, List.of(), why, "leave it out");
    }

    private static void needless(String name, List<String> values, String why, String otherwise) {
        FATES.put(name, new Fate.Needless(values, why, otherwise));
    }

    private static void ofProtein(String name, String path, String otherwise) {
        FATES.put(name, new Fate.OfProtein(path, otherwise));
    }

    private static void gone(String name, String instead) {
        FATES.put(name, new Fate.Gone(instead));
    }

    /// All of them.
    static Set<String> all() {
        return FATES.keySet();
    }

    /// What has become of a key at the top of a description.
    static Optional<Fate> fate(String name) {
        return Optional.ofNullable(FATES.get(name));
    }

    /// The key that it is now.
    static Optional<String> now(String name) {
        return fate(name)
                .flatMap(each -> each instanceof Fate.Renamed(String path) ? Optional.of(path) : Optional.empty());
    }

    /// What to say of a key that is not known, by its dotted path, if it is one of the original's.
    static Optional<String> advice(String path) {
        return fate(path).map(fate -> switch (fate) {
            case Fate.Renamed(String now) ->
                "in a sweep it is %s now; where both are there, keep one of them".formatted(now);
            case Fate.Needless needless -> needless.otherwise();
            case Fate.OfProtein protein -> protein.otherwise();
            case Fate.Gone gone -> gone.instead();
        });
    }

    /// What to say of a word that names no optimizer, if it was one.
    static Optional<String> optimizer(String word) {
        return word.equals(BAYES)
                ? Optional.of("the optimizer bayes of the Python original is protein now")
                : Optional.empty();
    }
}
