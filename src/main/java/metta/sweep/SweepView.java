package metta.sweep;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
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
import java.util.TreeSet;
import metta.sweep.config.Goal;
import metta.sweep.space.Configuration;

/// A sweep as its controller sees it: a fold over changes, with everything indexed that is asked on each iteration.
///
/// Folding a changed run costs what that run costs, however many others there are. A view that was folded step by step
/// equals one that was fetched whole.
public final class SweepView implements Runs {
    private static final Comparator<Observation> BY_NUMBER = Comparator.comparingInt(Observation::number);
    private final Set<HookEvent.Kind> hooks;
    private final Map<Integer, RunInfo> runs = new HashMap<>();
    private final Map<JobStatus, TreeMap<Integer, RunInfo>> byStatus = new EnumMap<>(JobStatus.class);
    private final TreeMap<Integer, RunInfo> open = new TreeMap<>();
    private final TreeMap<Integer, Configuration> pending = new TreeMap<>();
    private final List<Observation> observations = new ArrayList<>();
    private final TreeSet<Observation> ranking;
    private final SlotHealth slotHealth = new SlotHealth();
    private final Map<JobType, Integer> live = new EnumMap<>(JobType.class);
    private BigDecimal cost = BigDecimal.ZERO;
    private Duration busy = Duration.ZERO;
    private Duration busyOfCompleted = Duration.ZERO;
    private List<Command.Queued> inbox = List.of();
    private SweepInfo sweep;
    private long cursor;

    public SweepView(SweepInfo sweep, Goal goal, Set<HookEvent.Kind> hooks) {
        this.sweep = sweep;
        this.hooks = hooks;
        Comparator<Observation> byScore = (left, right) ->
                Double.compare(left.score().orElseThrow(), right.score().orElseThrow());
        this.ranking = new TreeSet<>(
                (goal == Goal.MAXIMIZE ? byScore.reversed() : byScore).thenComparingInt(Observation::number));
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
                boolean isNew = !runs.containsKey(init.number());
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
        return Optional.ofNullable(runs.get(numberOf(runId)))
                .filter(each -> each.runId().equals(runId));
    }

    /// What is known of the slots that jobs ran on.
    SlotHealth slotHealth() {
        return slotHealth;
    }

    /// Runs that still need something done: not ended, or with a hook that is due. By number.
    public List<RunInfo> open() {
        return List.copyOf(open.values());
    }

    /// All runs, by number. Costs what there is.
    public List<RunInfo> all() {
        return List.copyOf(new TreeMap<>(runs).values());
    }

    @Override
    public int size() {
        return runs.size();
    }

    @Override
    public Collection<RunInfo> with(JobStatus status) {
        return Collections.unmodifiableCollection(
                byStatus.getOrDefault(status, new TreeMap<>()).values());
    }

    @Override
    public List<Observation> observations() {
        return Collections.unmodifiableList(observations);
    }

    @Override
    public List<Configuration> pending() {
        return List.copyOf(pending.values());
    }

    /// The sweep in numbers.
    public SweepMetadata metadata(int maxTrials) {
        var best = ranking.isEmpty()
                ? Optional.<RunInfo>empty()
                : Optional.of(run(ranking.first().runId()));
        int trials = size() - count(JobStatus.INVALIDATED);
        return new SweepMetadata(sweep, counts(), best, cost.doubleValue(), Math.max(0, maxTrials - trials));
    }

    /// The same where hours and money allow no more than `affordable` further trials.
    SweepMetadata metadata(int maxTrials, int affordable) {
        var all = metadata(maxTrials);
        return new SweepMetadata(
                all.sweep(), all.counts(), all.best(), all.cost(), Math.min(all.trialsLeft(), affordable));
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

    /// The best observations first.
    Collection<Observation> ranking() {
        return Collections.unmodifiableCollection(ranking);
    }

    /// The sweep at a glance.
    public Overview overview() {
        var live = open.values().stream().filter(run -> !run.status().ended()).toList();
        var best = ranking.stream().findFirst().map(Overview.Best::of);
        return new Overview(sweep, counts(), best, cost.doubleValue(), busy, live);
    }

    private Map<JobStatus, Integer> counts() {
        var counts = new LinkedHashMap<JobStatus, Integer>();
        byStatus.forEach((status, members) -> {
            if (!members.isEmpty()) {
                counts.put(status, members.size());
            }
        });
        return counts;
    }

    private void put(RunInfo run) {
        var old = runs.put(run.number(), run);
        if (old != null) {
            forget(old);
        }
        byStatus.computeIfAbsent(run.status(), _ -> new TreeMap<>()).put(run.number(), run);
        if (!run.status().ended()) {
            pending.put(run.number(), run.configuration());
        }
        if (!run.status().ended() || !HookEvent.due(run, hooks).isEmpty()) {
            open.put(run.number(), run);
        }
        run.observation().ifPresent(this::observe);
        slotHealth.add(run);
        run.liveJobs().forEach(job -> live.merge(job.id().type(), 1, Integer::sum));
        busy = busy.plus(run.busy());
        if (run.status() == JobStatus.COMPLETED) {
            busyOfCompleted = busyOfCompleted.plus(run.busy());
        }
    }

    private void forget(RunInfo old) {
        byStatus.getOrDefault(old.status(), new TreeMap<>()).remove(old.number());
        open.remove(old.number());
        pending.remove(old.number());
        slotHealth.remove(old);
        old.liveJobs().forEach(job -> live.merge(job.id().type(), -1, Integer::sum));
        busy = busy.minus(old.busy());
        if (old.status() == JobStatus.COMPLETED) {
            busyOfCompleted = busyOfCompleted.minus(old.busy());
        }
        old.observation().ifPresent(observation -> {
            if (observation.invalidated().isEmpty()) {
                observations.remove(Collections.binarySearch(observations, observation, BY_NUMBER));
            }
            if (observation.feasible()) {
                ranking.remove(observation);
            }
            cost = cost.subtract(BigDecimal.valueOf(observation.cost()));
        });
    }

    private void observe(Observation observation) {
        if (observation.invalidated().isEmpty()) {
            int place = Collections.binarySearch(observations, observation, BY_NUMBER);
            observations.add(-place - 1, observation);
        }
        cost = cost.add(BigDecimal.valueOf(observation.cost()));
        if (observation.feasible()) {
            ranking.add(observation);
        }
    }

    private static int numberOf(String runId) {
        int digits = runId.lastIndexOf('_') + 1;
        return Integer.parseInt(runId, digits, runId.length(), 10);
    }
}
