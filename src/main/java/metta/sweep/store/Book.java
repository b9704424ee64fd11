package metta.sweep.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import metta.sweep.Changes;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.JobId;
import metta.sweep.Lease;
import metta.sweep.MetricPoint;
import metta.sweep.Overview;
import metta.sweep.Receipt;
import metta.sweep.Report;
import metta.sweep.RunInfo;
import metta.sweep.StaleEpochException;
import metta.sweep.SweepInfo;
import metta.sweep.SweepView;
import metta.sweep.config.Goal;

/// One sweep's state in memory, with every rule of the store: what a fact changes, who may record it, what changed
/// since.
///
/// Not safe for use by several threads; whoever has it guards it.
final class Book implements Batch.State {
    private final Map<String, RunInfo> runs = new LinkedHashMap<>();
    private final Map<String, Long> revisions = new LinkedHashMap<>();
    private final TreeMap<Long, Set<String>> changed = new TreeMap<>();
    private final Map<JobId, List<MetricPoint>> points = new LinkedHashMap<>();
    private final List<Fact.Decided> decisions = new ArrayList<>();
    private final TreeMap<Long, Command.Queued> inbox = new TreeMap<>();
    private long commands;
    private long revision;
    private Lease lease = Lease.NONE;
    private SweepInfo sweep;

    Book(SweepInfo sweep) {
        this.sweep = sweep;
    }

    @Override
    public SweepInfo sweep() {
        return sweep;
    }

    long revision() {
        return revision;
    }

    Lease lease() {
        return lease;
    }

    Changes since(long cursor) {
        var ids = changed.tailMap(cursor, false).values().stream().flatMap(Set::stream);
        return new Changes(revision, sweep, ids.map(this::known).toList(), List.copyOf(inbox.values()));
    }

    Overview overview(Goal goal) {
        var view = new SweepView(sweep, goal, Set.of());
        view.fold(since(0));
        return view.overview();
    }

    @Override
    public Optional<RunInfo> run(String runId) {
        return Optional.ofNullable(runs.get(runId));
    }

    @Override
    public boolean waits(long command) {
        return inbox.containsKey(command);
    }

    List<MetricPoint> points(JobId job, Optional<String> name) {
        return points.getOrDefault(job, List.of()).stream()
                .filter(each -> name.isEmpty() || name.get().equals(each.name()))
                .toList();
    }

    List<Fact.Decided> decisions(int limit) {
        return List.copyOf(decisions.subList(Math.max(0, decisions.size() - limit), decisions.size()));
    }

    /// Refuses the fence of an epoch that is over, or that never was.
    void check(Fence fence) {
        if (fence.epoch() != lease.epoch()) {
            throw new StaleEpochException(fence, lease);
        }
    }

    /// Works a batch out without carrying it out: whatever can be refused is refused here.
    Batch stage(Fence fence, List<Fact> facts) {
        check(fence);
        return Batch.of(this, facts);
    }

    /// Carries out a batch that was worked out against this very state.
    Receipt apply(Batch batch) {
        if (batch.changes()) {
            revision++;
            batch.runs().forEach(this::put);
            decisions.addAll(batch.decisions());
            batch.commandsDone().forEach(inbox::remove);
            sweep = batch.sweep();
        }
        return batch.receipt(revision);
    }

    /// Whether the report may be accepted now.
    Report.Answer judge(Report report) {
        return run(report.job().runId()).map(run -> run.judge(report)).orElse(Report.Answer.REFUSED);
    }

    /// Takes the report in, with its points.
    Report.Answer report(Report report) {
        var answer = judge(report);
        if (answer == Report.Answer.ACCEPTED) {
            replace(known(report.job().runId()).apply(report));
            points.computeIfAbsent(report.job(), _ -> new ArrayList<>()).addAll(report.points());
        }
        return answer;
    }

    /// Takes a run as it is after a report.
    void replace(RunInfo run) {
        revision++;
        put(run);
    }

    /// The command as it would be queued now.
    Command.Queued numbered(Command command, Instant at) {
        return new Command.Queued(commands + 1, command, at);
    }

    Command.Queued queue(Command.Queued queued) {
        commands = queued.number();
        inbox.put(queued.number(), queued);
        revision++;
        return queued;
    }

    void moveTo(Lease next) {
        lease = next;
    }

    private void put(RunInfo run) {
        var old = revisions.put(run.runId(), revision);
        if (old != null) {
            changed.computeIfPresent(old, (_, ids) -> ids.remove(run.runId()) && ids.isEmpty() ? null : ids);
        }
        changed.computeIfAbsent(revision, _ -> new LinkedHashSet<>()).add(run.runId());
        runs.put(run.runId(), run);
    }

    private RunInfo known(String runId) {
        return Objects.requireNonNull(runs.get(runId));
    }
}
