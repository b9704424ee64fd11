package metta.sweep.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import metta.sweep.HookEvent;
import metta.sweep.Resources;
import metta.sweep.space.SearchSpace;

/// Reads `sweep.yaml`, or the same in JSON: strictly, with every problem at once. See the guide for
/// the file's shape.
public final class SweepConfigReader {
    private static final int MOST = 1_000_000_000;

    private SweepConfigReader() {}

    /// Reads a file.
    ///
    /// @throws InvalidConfigException with all that is wrong with it
    public static SweepConfig read(Path file) {
        return YamlReader.read(file, SweepConfigReader::sweep);
    }

    /// Reads a text.
    ///
    /// @param sourceName what problems call it
    /// @throws InvalidConfigException with all that is wrong with it
    public static SweepConfig parse(String sourceName, String text) {
        return YamlReader.parse(sourceName, text, SweepConfigReader::sweep);
    }

    static SweepConfig sweep(YamlNode given) {
        YamlNode root =
                given.as(LocalTest.applied(FormerSpelling.of(given.raw()).root()));
        YamlMap map = root.map();
        if (map.has("train") && !map.has("parameters")) {
            root.problem(
                    "this looks like a recipe.yaml: name it as what to sweep, before --config and the sweep's file");
            return parse("nothing", "{}");
        }
        Optional<YamlNode> constraints = map.find("constraints");
        var read = map.find("parameters")
                .map(node -> ParametersReader.space(node, constraints))
                .orElse(ParametersReader.Space.NONE);
        SearchSpace space = read.space();
        if (!map.has("parameters")) {
            constraints.ifPresent(node -> node.problem("there are no parameters that it could be about"));
        }
        Optional<YamlNode> scheduler = map.find("scheduler");
        var scheduling = scheduler.map(SweepConfigReader::scheduler).orElse(Scheduling.DEFAULT);
        var metrics = metrics(map);
        var subject =
                new Setting.Subject(read, metrics.stream().map(Metric::name).toList());
        var cost = map.find("cost").flatMap(SweepConfigReader::cost);
        Optional<OptimizerConfig> optimizer = map.find("optimizer").map(node -> OptimizerReader.read(node, subject));
        if (scheduling.grid() && optimizer.isPresent() && optimizer.get().type() != OptimizerType.GRID) {
            scheduler
                    .orElseThrow()
                    .problem("grid_search brings its own optimizer; use grid as the optimizer, or leave it out");
        }
        OptimizerType otherwise = scheduling.grid() ? OptimizerType.GRID : OptimizerType.AUTO;
        Optional<String> name = map.find("name")
                .flatMap(node -> node.text().flatMap(text -> node.attempt(() -> SweepConfig.checkName(text))));
        var resources = map.find("resources").map(SweepConfigReader::resources).orElse(Resources.DEFAULT);
        var prices = map.find("prices").map(BudgetReader::prices).orElse(Prices.NONE);
        var config = new SweepConfig(
                name,
                map.find("recipe").flatMap(YamlNode::word),
                metrics,
                map.find(OutcomeConstraintsReader.OUTCOME_CONSTRAINTS)
                        .map(new OutcomeConstraintsReader(parametersAlone(subject, cost))::read)
                        .orElse(List.of()),
                cost,
                space,
                FirstTrial.before(
                        map.find("points_to_evaluate")
                                .map(node -> PointsReader.read(node, read))
                                .orElse(List.of()),
                        map.find("first"),
                        read),
                optimizer.orElseGet(() -> new OptimizerConfig(otherwise)),
                map.find(WarmStartReader.WARM_START).map(WarmStartReader::read).orElse(WarmStart.NONE),
                new SchedulerConfig(scheduling.type()),
                map.find("budget")
                        .map(node -> BudgetReader.budget(node, resources, prices))
                        .orElse(Budget.DEFAULT),
                prices,
                resources,
                map.find("evaluation").map(SweepConfigReader::evaluation).orElse(Evaluation.DEFAULT),
                map.find("execution").map(SweepConfigReader::execution).orElse(Execution.DEFAULT),
                map.find("failures").map(FailuresReader::read).orElse(Failures.DEFAULT),
                ReplicatesReader.read(map.find("replicates"), map.find(ReplicatesReader.SEEDS)),
                map.find("seed").flatMap(YamlNode::whole).orElse(0L),
                map.find("store").flatMap(SweepConfigReader::store).orElse(StoreType.SQLITE),
                map.find("hooks").map(SweepConfigReader::hooks).orElseGet(LinkedHashMap::new),
                map.find("notify").map(NotifyReader::read).orElse(Notify.NONE));
        map.find("profiles")
                .map(YamlNode::map)
                .ifPresent(all -> all.entries().values().forEach(YamlNode::map));
        new IdleSettings(map, config).remark();
        map.deeper(ConfigSchema::deeperKeys);
        map.rejectUnknownKeys();
        return config;
    }

    /// The names of parameters that are none of metrics, as far as it is said which metrics there are.
    private static Set<String> parametersAlone(Setting.Subject subject, Optional<Cost> cost) {
        var names = new HashSet<>(subject.space().names());
        subject.metrics().forEach(names::remove);
        cost.ifPresent(each -> names.remove(each.metric()));
        return names;
    }

    private static List<Metric> metrics(YamlMap map) {
        Optional<YamlNode> one = map.find("metric");
        Optional<YamlNode> several = map.find("metrics");
        if (one.isPresent() && several.isPresent()) {
            one.get().problem("there are both 'metric' and 'metrics'; keep one of them");
        }
        SequencedMap<String, Metric> metrics = new LinkedHashMap<>();
        List<YamlNode> nodes = new ArrayList<>(one.stream().toList());
        nodes.addAll(several.map(YamlNode::items).orElse(List.of()));
        for (YamlNode node : nodes) {
            metric(node).ifPresent(metric -> {
                if (metrics.putIfAbsent(metric.name(), metric) != null) {
                    node.problem("the metric '%s' is there twice".formatted(Spelling.shown(metric.name())));
                }
            });
        }
        return List.copyOf(metrics.values());
    }

    /// A metric by its name alone, or as a map of `name`, `goal` and `aggregate`.
    public static Optional<Metric> metric(YamlNode node) {
        if (!node.isMap()) {
            return node.word().map(Metric::new);
        }
        YamlMap map = node.map();
        Optional<String> name = map.require("name").flatMap(YamlNode::word);
        Goal goal = map.find("goal")
                .flatMap(each -> each.oneOf("goal", Goal.values()))
                .orElse(Goal.MAXIMIZE);
        Aggregate aggregate = map.find("aggregate")
                .flatMap(each -> each.oneOf("aggregate", Aggregate.values()))
                .orElse(Aggregate.LAST);
        map.rejectUnknownKeys();
        return name.map(text -> new Metric(text, goal, aggregate));
    }

    private static Optional<Cost> cost(YamlNode node) {
        if (!node.isMap()) {
            return node.word().map(Cost::new);
        }
        YamlMap map = node.map();
        Optional<String> metric = map.require("metric").flatMap(YamlNode::word);
        map.rejectUnknownKeys();
        return metric.map(Cost::new);
    }

    /// A scheduler, and whether its name stands for a grid too.
    private record Scheduling(SchedulerType type, boolean grid) {
        static final Scheduling DEFAULT = new Scheduling(SchedulerType.PARALLEL, false);
    }

    private static Scheduling scheduler(YamlNode node) {
        SequencedMap<String, Scheduling> known = new LinkedHashMap<>();
        known.put("parallel", new Scheduling(SchedulerType.PARALLEL, false));
        known.put("sequential", new Scheduling(SchedulerType.SEQUENTIAL, false));
        known.put("async_capped", new Scheduling(SchedulerType.PARALLEL, false));
        known.put("grid_search", new Scheduling(SchedulerType.PARALLEL, true));
        Optional<YamlNode> type = Optional.of(node);
        if (node.isMap()) {
            YamlMap map = node.map();
            type = map.require("type");
            map.rejectUnknownKeys();
        }
        return type.flatMap(each -> each.oneOf("scheduler", known)).orElse(Scheduling.DEFAULT);
    }

    private static Resources resources(YamlNode node) {
        YamlMap map = node.map();
        int cpus = map.find("cpus").flatMap(each -> each.count(1, MOST)).orElse(Resources.DEFAULT.cpus());
        int gpus = map.find("gpus").flatMap(each -> each.count(0, MOST)).orElse(Resources.DEFAULT.gpus());
        int nodes = map.find("nodes").flatMap(each -> each.count(1, MOST)).orElse(Resources.DEFAULT.nodes());
        map.rejectUnknownKeys();
        return new Resources(cpus, gpus, nodes);
    }

    private static Evaluation evaluation(YamlNode node) {
        if (!node.isMap()) {
            return new Evaluation(node.flag(), Evaluation.DEFAULT.tool(), Evaluation.DEFAULT.overrides());
        }
        YamlMap map = node.map();
        Optional<Boolean> enabled = map.find("enabled").flatMap(YamlNode::flag);
        Optional<String> tool = map.find("tool").flatMap(YamlNode::word);
        var overrides = map.find("overrides").map(ParametersReader::values).orElse(Evaluation.DEFAULT.overrides());
        map.rejectUnknownKeys();
        return new Evaluation(enabled, tool, overrides);
    }

    private static Execution execution(YamlNode node) {
        YamlMap map = node.map();
        var standard = Execution.DEFAULT;
        int jobs = map.find("max_parallel_jobs")
                .flatMap(each -> each.count(1, MOST))
                .orElse(standard.maxParallelJobs());
        int evals = map.find("max_concurrent_evals")
                .flatMap(each -> each.count(1, MOST))
                .orElse(Execution.defaultEvals(jobs));
        Duration interval = map.find("monitoring_interval")
                .flatMap(SweepConfigReader::positive)
                .orElse(standard.monitoringInterval());
        Duration grace = map.find("stop_grace").flatMap(YamlNode::duration).orElse(standard.stopGrace());
        Optional<Duration> timeout = map.find("job_timeout").flatMap(SweepConfigReader::positive);
        Duration snapshots =
                map.find("snapshot_interval").flatMap(YamlNode::duration).orElse(standard.snapshotInterval());
        map.rejectUnknownKeys();
        return new Execution(jobs, evals, interval, grace, timeout, snapshots);
    }

    /// Files are copied and shared: no password belongs into them.
    private static Optional<StorePlace> store(YamlNode node) {
        var place = node.text().flatMap(text -> node.attempt(() -> StorePlace.parse(text)));
        if (place.isPresent()
                && place.get() instanceof PostgresAddress address
                && address.password().isPresent()) {
            node.problem("no password belongs into a file; use PGPASSWORD or ~/.pgpass");
            return Optional.empty();
        }
        return place;
    }

    private static SequencedMap<HookEvent.Kind, List<String>> hooks(YamlNode node) {
        SequencedMap<HookEvent.Kind, List<String>> hooks = new LinkedHashMap<>();
        YamlMap map = node.map();
        for (var kind : HookEvent.Kind.values()) {
            map.find(kind.name().toLowerCase(Locale.ROOT)).ifPresent(each -> hooks.put(kind, command(each)));
        }
        map.rejectUnknownKeys();
        return hooks;
    }

    static List<String> command(YamlNode node) {
        if (node.isScalar() && !node.isNothing()) {
            var line = node.text().map(Spelling::shown).orElse("");
            node.problem(
                    "must be a list, got the text '%s'; write [sh, -c, '%s']".formatted(line, line.replace("'", "''")));
            return List.of();
        }
        var words = node.items().stream().flatMap(each -> each.text().stream()).toList();
        if (node.isList() && words.isEmpty()) {
            node.problem("a command needs at least the program's name");
        }
        return words;
    }

    static Optional<Duration> positive(YamlNode node) {
        var duration = node.duration();
        if (duration.isPresent() && duration.get().isZero()) {
            node.problem("must be above 0");
            return Optional.empty();
        }
        return duration;
    }
}
