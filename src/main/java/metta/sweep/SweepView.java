package metta.sweep;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metta.sweep.config.Goal;
import metta.sweep.space.Configuration;

/// A sweep as its controller sees it: a fold over changes, with everything indexed that is asked on each iteration.
///
/// Folding a changed run costs what that run costs, however many others there are. A view that was folded step by step
/// equals one that was fetched whole.
public final class SweepView implements Runs {
    private final Set<HookEvent.Kind> hooks;
    private final Map<String, RunInfo> runs = new HashMap<>();
    private final Map<JobStatus, TreeMap<Long, RunInfo>> byStatus = new EnumMap<>(JobStatus.class);
    /// How many trials there are of each status, without their replicates.
    private final Map<JobStatus, Integer> trials = new EnumMap<>(JobStatus.class);
    private final Replicas replicas = new Replicas();
    private final TreeMap<Long, RunInfo> open = new TreeMap<>();
    private final TreeMap<Integer, Configuration> pending = new TreeMap<>();
    private final Lessons lessons;
    private final SlotHealth slotHealth = new SlotHealth();
    private final Map<JobType, Integer> live = new EnumMap<>(JobType.class);
    private BigDecimal cost = BigDecimal.ZERO;
    private Duration busy = Duration.ZERO;
    private Duration busyOfCompleted = Duration.ZERO;
    private List<Command.Queued> inbox = List.of();
    private SweepInfo sweep;
    private long cursor;

    public SweepView(SweepInfo sweep, Merit merit, Set<HookEvent.Kind> hooks) {
        this.sweep = sweep;
        this.hooks = hooks;
        this.lessons = new Lessons(merit);
    }

    /// One of a sweep of which every trial may be the best.
    public SweepView(SweepInfo sweep, Goal goal, Set<HookEvent.Kind> hooks) {
        this(sweep, new Merit(goal), hooks);
    }

    /// Judges by this from now on which trials are best, those that have ended included.
    void rankBy(Merit merit) {
        lessons.rankBy(merit);
    }

    /// What a trial is judged by.
    public Merit merit() {
        return lessons.ranking().merit();
    }

    public SweepInfo sweep() {
        return sweep;
    }

    /// The revision that the next fetch starts from.
    public long cursor() {
        return cursor;
    }

    public List<Command.Queued> inbox() {
        return inbox;
    }

    /// Takes in what a store says has changed.
    public void fold(Changes changes) {
        cursor = changes.cursor();
        sweep = changes.sweep();
        inbox = changes.inbox();
        changes.runs().forEach(this::put);
    }

    /// Takes in a fact that this controller is about to record, and says whether it changes anything.
    public boolean fold(Fact fact) {
        return switch (fact) {
            case Fact.InitRun init -> {
                boolean isNew = !runs.containsKey(init.runId());
                if (isNew) {
                    put(RunInfo.created(sweep.sweepId(), init));
                }
                yield isNew;
            }
            case Fact.OfRun ofRun -> {
                var old = run(ofRun.runId());
                var updated = old.apply(ofRun);
                put(updated);
                yield !updated.equals(old);
            }
            case Fact.OfSweep ofSweep -> {
                var old = sweep;
                sweep = sweep.apply(ofSweep);
                yield !sweep.equals(old);
            }
            case Fact.Decided _, Fact.CommandDone _ -> true;
        };
    }

    /// Takes in a report that the store has accepted.
    public void fold(Report report) {
        put(run(report.job().runId()).apply(report));
    }

    /// The run of that id.
    ///
    /// @throws IllegalArgumentException if it is not in the view
    public RunInfo run(String runId) {
        return find(runId).orElseThrow(() -> new IllegalArgumentException("no run " + runId + " in the view"));
    }

    public Optional<RunInfo> find(String runId) {
        return Optional.ofNullable(runs.get(runId));
    }

    /// What is known of the slots that jobs ran on.
    SlotHealth slotHealth() {
        return slotHealth;
    }

    /// Runs that still need something done: not ended, or with a hook that is due. By number, replicates included.
    public List<RunInfo> open() {
        return List.copyOf(open.values());
    }

    /// Those of them that are to be stopped, and have not ended.
    public List<RunInfo> toEnd() {
        return open.values().stream()
                .filter(run -> run.stopped().isPresent() && !run.status().ended())
                .toList();
    }

    /// All runs, by number, replicates included. Costs what there is.
    public List<RunInfo> all() {
        return runs.values().stream()
                .sorted(Comparator.comparingLong(RunInfo::place))
                .toList();
    }

    @Override
    public int size() {
        return trials.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public Collection<RunInfo> replicates(int number) {
        return replicas.of(number);
    }

    @Override
    public Optional<Observation> taught(int number) {
        return lessons.of(number);
    }

    @Override
    public Optional<Observation> best() {
        return lessons.ranking().best();
    }

    /// The best of the trials of those numbers.
    Optional<Observation> best(IntPredicate numbers) {
        return lessons.ranking().best(numbers);
    }

    /// The one with the best score of the trials of those numbers, of however many seeds it is.
    Optional<Observation> bestOfAnySeeds(IntPredicate numbers) {
        return lessons.ranking().ofAnySeeds(numbers);
    }

    @Override
    public Collection<Observation> ofSeeds(int seeds) {
        return lessons.ranking().ofSeeds(seeds);
    }

    /// Trials without further runs are ranked already; those that have some are few.
    @Override
    public List<Observation> bestAtFirst(int count, int seeds) {
        var alone = IntStream.rangeClosed(1, seeds)
                .boxed()
                .flatMap(each -> lessons.ranking().ofSeeds(each).stream()
                        .filter(trial -> !replicas.numbers(seeds).contains(trial.number()))
                        .limit(count));
        var further = replicas.numbers(seeds).stream().flatMap(number -> lessons.of(number).stream());
        var atFirst = new HashMap<Observation, Observation>();
        Stream.concat(alone, further)
                .forEach(each -> atFirst(each, seeds).ifPresent(first -> atFirst.put(first, each)));
        return atFirst.keySet().stream()
                .sorted(lessons.ranking().order())
                .limit(count)
                .flatMap(each -> Stream.ofNullable(atFirst.get(each)))
                .toList();
    }

    /// What the trial's first runs taught, if its own completed with a score and they may be the best.
    private Optional<Observation> atFirst(Observation taught, int seeds) {
        var trial = run(taught.runId());
        return Means.taught(trial, replicas.below(trial.number(), seeds))
                .filter(first -> trial.status() == JobStatus.COMPLETED && merit().admits(first.scores()));
    }

    @Override
    public Noise noise() {
        return lessons.ranking().noise();
    }

    @Override
    public Collection<RunInfo> with(JobStatus status) {
        return Collections.unmodifiableCollection(
                byStatus.getOrDefault(status, new TreeMap<>()).values());
    }

    @Override
    public List<Observation> observations() {
        return lessons.all();
    }

    @Override
    public List<Configuration> pending() {
        return List.copyOf(pending.values());
    }

    /// The sweep in numbers.
    public SweepMetadata metadata(int maxTrials) {
        var best = lessons.ranking().best().map(each -> run(each.runId()));
        int tried = size() - trials.getOrDefault(JobStatus.INVALIDATED, 0);
        int left = Math.max(0, maxTrials - tried);
        return new SweepMetadata(sweep, counts(), best, cost.doubleValue(), left, Integer.MAX_VALUE);
    }

    /// The same where hours and money allow no more than `affordable` further runs.
    SweepMetadata metadata(int maxTrials, int affordable) {
        var all = metadata(maxTrials);
        return new SweepMetadata(
                all.sweep(), all.counts(), all.best(), all.cost(), Math.min(all.trialsLeft(), affordable), affordable);
    }

    /// How many jobs of that type have not ended.
    int live(JobType type) {
        return live.getOrDefault(type, 0);
    }

    /// For how long jobs have run that have ended, all together, whatever came of them.
    public Duration busy() {
        return busy;
    }

    /// How long the jobs of a run take that completes, on average; empty while none has.
    public Optional<Duration> typical() {
        int completed = count(JobStatus.COMPLETED);
        return completed == 0 ? Optional.empty() : Optional.of(busyOfCompleted.dividedBy(completed));
    }

    /// The sweep at a glance.
    public Overview overview() {
        var live = open.values().stream().filter(run -> !run.status().ended()).toList();
        var best = lessons.ranking().best().map(Overview.Best::of);
        return new Overview(sweep, counts(), best, cost.doubleValue(), busy, live);
    }

    private Map<JobStatus, Integer> counts() {
        var counts = new LinkedHashMap<>(trials);
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    private void put(RunInfo run) {
        var old = runs.put(run.runId(), run);
        if (old != null) {
            forget(old);
        }
        byStatus.computeIfAbsent(run.status(), _ -> new TreeMap<>()).put(run.place(), run);
        if (run.trial()) {
            trials.merge(run.status(), 1, Integer::sum);
        } else {
            replicas.put(run);
        }
        if (run.trial() && !run.status().ended()) {
            pending.put(run.number(), run.configuration());
        }
        if (!run.status().ended() || !HookEvent.due(run, hooks).isEmpty()) {
            open.put(run.place(), run);
        }
        slotHealth.add(run);
        cost = cost.add(cost(run));
        run.liveJobs().forEach(job -> live.merge(job.id().type(), 1, Integer::sum));
        busy = busy.plus(run.busy());
        if (run.status() == JobStatus.COMPLETED) {
            busyOfCompleted = busyOfCompleted.plus(run.busy());
        }
        trialOf(run).ifPresent(trial -> lessons.learn(trial, replicas.of(trial.number())));
    }

    /// Empty where a replicate was fetched before its trial.
    private Optional<RunInfo> trialOf(RunInfo run) {
        return run.trial() ? Optional.of(run) : find(RunInfo.id(sweep.sweepId(), run.number()));
    }

    private void forget(RunInfo old) {
        byStatus.getOrDefault(old.status(), new TreeMap<>()).remove(old.place());
        if (old.trial()) {
            trials.merge(old.status(), -1, Integer::sum);
            pending.remove(old.number());
        }
        open.remove(old.place());
        slotHealth.remove(old);
        cost = cost.subtract(cost(old));
        old.liveJobs().forEach(job -> live.merge(job.id().type(), -1, Integer::sum));
        busy = busy.minus(old.busy());
        if (old.status() == JobStatus.COMPLETED) {
            busyOfCompleted = busyOfCompleted.minus(old.busy());
        }
    }

    private static BigDecimal cost(RunInfo run) {
        return run.observation().map(each -> BigDecimal.valueOf(each.cost())).orElse(BigDecimal.ZERO);
    }
}
