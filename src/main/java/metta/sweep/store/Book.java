package metta.sweep.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import metta.sweep.Changes;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.JobId;
import metta.sweep.Lease;
import metta.sweep.MetricPoint;
import metta.sweep.Receipt;
import metta.sweep.Report;
import metta.sweep.RunInfo;
import metta.sweep.StaleEpochException;
import metta.sweep.StoreException;
import metta.sweep.SweepInfo;

/// One sweep's state in memory, with every rule of the store: what a fact changes, who may record it, what changed
/// since.
///
/// Not safe for use by several threads; whoever has it guards it.
final class Book {
    private final Map<String, RunInfo> runs = new LinkedHashMap<>();
    private final Map<String, Long> revisions = new LinkedHashMap<>();
    private final TreeMap<Long, List<String>> changed = new TreeMap<>();
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

    SweepInfo sweep() {
        return sweep;
    }

    Lease lease() {
        return lease;
    }

    Changes since(long cursor) {
        var ids = changed.tailMap(cursor, false).values().stream().flatMap(List::stream);
        return new Changes(revision, sweep, ids.map(this::known).toList(), List.copyOf(inbox.values()));
    }

    Optional<RunInfo> run(String runId) {
        return Optional.ofNullable(runs.get(runId));
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

    /// Applies the facts, all or none: whatever can be refused is refused before anything changes.
    Receipt commit(Fence fence, List<Fact> facts) {
        check(fence);
        var next = new LinkedHashMap<String, RunInfo>();
        var applied = new ArrayList<Boolean>();
        for (var fact : facts) {
            if (fact instanceof Fact.OfRun ofRun) {
                applied.add(stage(ofRun, next));
            }
        }
        revision++;
        next.values().forEach(this::put);
        var ofRuns = applied.iterator();
        var answers = facts.stream()
                .map(fact -> fact instanceof Fact.OfRun ? ofRuns.next() : applyToSweep(fact))
                .toList();
        return new Receipt(revision, answers);
    }

    Report.Answer report(Report report) {
        var run = runs.get(report.job().runId());
        if (run == null) {
            return Report.Answer.REFUSED;
        }
        var answer = run.judge(report);
        if (answer == Report.Answer.ACCEPTED) {
            revision++;
            put(run.apply(report));
            points.computeIfAbsent(report.job(), _ -> new ArrayList<>()).addAll(report.points());
        }
        return answer;
    }

    Command.Queued queue(Command command, Instant at) {
        var queued = new Command.Queued(++commands, command, at);
        inbox.put(queued.number(), queued);
        revision++;
        return queued;
    }

    void moveTo(Lease next) {
        lease = next;
    }

    private boolean stage(Fact.OfRun fact, Map<String, RunInfo> next) {
        var old = Optional.ofNullable(next.get(fact.runId())).or(() -> run(fact.runId()));
        if (fact instanceof Fact.InitRun init && old.isEmpty()) {
            next.put(init.runId(), RunInfo.created(sweep.sweepId(), init));
            return true;
        }
        var run = old.orElseThrow(() -> unknownRun(sweep.sweepId(), fact));
        var updated = run.apply(fact);
        if (updated.equals(run)) {
            return false;
        }
        next.put(run.runId(), updated);
        return true;
    }

    static StoreException unknownRun(String sweepId, Fact.OfRun fact) {
        return new StoreException(
                StoreException.Kind.BROKEN,
                "sweep %s has no run %s, which a %s is about"
                        .formatted(sweepId, fact.runId(), fact.getClass().getSimpleName()));
    }

    private boolean applyToSweep(Fact fact) {
        return switch (fact) {
            case Fact.OfRun _ -> throw new IllegalArgumentException("a fact of a run: " + fact);
            case Fact.Decided decided -> decisions.add(decided);
            case Fact.CommandDone done -> inbox.remove(done.command()) != null;
            case Fact.SweepMoved move -> {
                var moved = sweep.apply(move);
                boolean changes = !moved.equals(sweep);
                sweep = moved;
                yield changes;
            }
        };
    }

    private void put(RunInfo run) {
        var old = revisions.put(run.runId(), revision);
        if (old != null) {
            var ids = changed.get(old);
            if (ids != null) {
                ids.remove(run.runId());
            }
        }
        changed.computeIfAbsent(revision, _ -> new ArrayList<>()).add(run.runId());
        runs.put(run.runId(), run);
    }

    private RunInfo known(String runId) {
        return Objects.requireNonNull(runs.get(runId));
    }
}
