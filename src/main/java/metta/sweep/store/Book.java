package metta.sweep.store;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.function.Consumer;
import metta.sweep.Changes;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.JobId;
import metta.sweep.Lease;
import metta.sweep.MetricPoint;
import metta.sweep.MetricSummary;
import metta.sweep.Overview;
import metta.sweep.Piece;
import metta.sweep.Receipt;
import metta.sweep.Report;
import metta.sweep.RunInfo;
import metta.sweep.StaleEpochException;
import metta.sweep.SweepInfo;
import metta.sweep.config.Goal;

/// One sweep's state in memory, with every rule of the store: what a fact changes, who may record it, what changed
/// since.
///
/// Not safe for use by several threads; whoever has it guards it.
final class Book implements Batch.State {
    /// Those of the snapshot first, in the order in which they were changed last.
    private final Map<String, Held> runs = new LinkedHashMap<>();
    /// Ids by the revision that changed them last, for all changes after the snapshot.
    private final TreeMap<Long, Set<String>> changed = new TreeMap<>();
    private final Map<JobId, List<MetricPoint>> points = new LinkedHashMap<>();
    private final List<Fact.Decided> decisions = new ArrayList<>();
    private final TreeMap<Long, Command.Queued> inbox = new TreeMap<>();
    private final Optional<Snapshot> snapshot;
    private long snapshotRevision;
    private long commands;
    private long revision;
    private Lease lease = Lease.NONE;
    private SweepInfo sweep;

    Book(SweepInfo sweep) {
        this.sweep = sweep;
        this.snapshot = Optional.empty();
    }

    /// The book as it was when the snapshot was taken, which must stay open for as long as the book is used.
    Book(Snapshot snapshot) {
        var head = snapshot.head();
        this.snapshot = Optional.of(snapshot);
        this.snapshotRevision = head.revision();
        this.sweep = head.sweep();
        this.lease = head.lease();
        this.revision = head.revision();
        this.commands = head.commands();
        head.inbox().forEach(each -> inbox.put(each.number(), each));
        snapshot.runs().forEach(each -> runs.put(each.columns().runId(), each));
    }

    /// What a snapshot says of the sweep as a whole.
    Head head(ChangeLog.Mark log, int format, long place) {
        return new Head(log, format, place, revision, commands, sweep, lease, List.copyOf(inbox.values()));
    }

    /// The decisions made after the snapshot that this book started from.
    List<Fact.Decided> laterDecisions() {
        return decisions;
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
        var documents = new RunDocuments();
        held(cursor).forEach(each -> documents.add(each.fetched()));
        return new Changes(revision, sweep, documents.runs(), List.copyOf(inbox.values()));
    }

    /// The runs changed after revision `cursor`, in the order in which they were changed last.
    List<Held> held(long cursor) {
        var held = new ArrayList<Held>();
        if (cursor < snapshotRevision) {
            runs.values().stream()
                    .filter(each -> each.revision() > cursor && each.revision() <= snapshotRevision)
                    .forEach(held::add);
        }
        changed.tailMap(cursor, false).values().stream()
                .flatMap(Set::stream)
                .map(this::known)
                .forEach(held::add);
        return held;
    }

    Overview overview(Goal goal) {
        var glance = new Glance(goal);
        runs.values().forEach(glance::take);
        return glance.of(sweep);
    }

    /// The run, which stays at hand from now on.
    @Override
    public Optional<RunInfo> run(String runId) {
        var held = Optional.ofNullable(runs.get(runId));
        if (held.isPresent() && held.get() instanceof Held.Shelved shelved) {
            var atHand = new Held.AtHand(shelved.run(), shelved.revision());
            runs.put(runId, atHand);
            return Optional.of(atHand.run());
        }
        return held.map(Held::run);
    }

    @Override
    public boolean waits(long command) {
        return inbox.containsKey(command);
    }

    /// How many points of the metric the job has reported.
    long count(JobId job, String name) {
        return run(job.runId())
                .flatMap(each -> each.job(job))
                .flatMap(each -> Optional.ofNullable(each.metrics().get(name)))
                .map(MetricSummary::count)
                .orElse(0L);
    }

    List<MetricPoint> points(JobId job, Optional<String> name) {
        return points.getOrDefault(job, List.of()).stream()
                .filter(each -> name.isEmpty() || name.get().equals(each.name()))
                .toList();
    }

    List<Fact.Decided> decisions(int limit) {
        var all = new ArrayList<Fact.Decided>();
        int missing = limit - decisions.size();
        if (missing > 0) {
            snapshot.ifPresent(before -> all.addAll(before.decisions(missing)));
        }
        all.addAll(decisions.subList(Math.max(0, -missing), decisions.size()));
        return List.copyOf(all);
    }

    /// Those in one of these words, oldest first.
    List<Fact.Decided> decisions(Set<String> words) {
        var all = new ArrayList<Fact.Decided>();
        snapshot.ifPresent(before -> all.addAll(before.decisions(words)));
        all.addAll(decisions);
        all.removeIf(each -> !words.contains(each.decision()));
        return List.copyOf(all);
    }

    /// Refuses the fence of an epoch that is over, or that never was.
    void check(Fence fence) {
        requireHere();
        if (fence.epoch() != lease.epoch()) {
            throw new StaleEpochException(fence, lease);
        }
    }

    /// Refuses any change of a sweep that goes on elsewhere.
    void requireHere() {
        if (lease.movedTo().isPresent()) {
            throw new StaleEpochException(new Fence(sweep.sweepId(), lease.epoch()), lease);
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
        requireHere();
        return run(report.job().runId()).map(run -> run.judge(report)).orElse(Report.Answer.REFUSED);
    }

    /// Takes the report in, with its points.
    Report.Answer report(Report report) {
        var answer = judge(report);
        if (answer == Report.Answer.ACCEPTED) {
            replace(known(report.job().runId()).run().apply(report));
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
        requireHere();
        return new Command.Queued(commands + 1, command, at);
    }

    /// @param id that its sender gave it; earlier versions asked for none
    Command.Queued queue(Command.Queued queued, Optional<String> id) {
        commands = queued.number();
        inbox.put(queued.number(), queued);
        id.ifPresent(each -> sweep = sweep.heard(each, queued.number()));
        revision++;
        return queued;
    }

    void moveTo(Lease next) {
        lease = next;
    }

    /// Hands the points of a job over, one by one.
    interface PointSource {
        void each(JobId job, Consumer<MetricPoint> taker) throws IOException;
    }

    /// Hands over all there is.
    void dump(Lease beating, PointSource points, Consumer<Piece> taker) throws IOException {
        taker.accept(new Piece.Head(sweep, revision, commands, beating));
        var byNumber = new TreeMap<Long, Held>();
        runs.values().forEach(each -> byNumber.put(each.columns().place(), each));
        for (var held : byNumber.values()) {
            var run = held.run();
            taker.accept(new Piece.Run(run));
            for (var job : run.jobs()) {
                var pieces = new Pieces.Points(job.id(), taker);
                points.each(job.id(), pieces);
                pieces.flush();
            }
        }
        decisions(Integer.MAX_VALUE).forEach(each -> taker.accept(new Piece.Decision(each)));
        inbox.values().forEach(each -> taker.accept(new Piece.Waiting(each)));
    }

    /// Hands over all there is in memory.
    void dump(Consumer<Piece> taker) {
        try {
            dump(lease, (job, each) -> points(job, Optional.empty()).forEach(each), taker);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail so", e);
        }
    }

    /// Takes in a piece of the sweep that this is to be; its head first.
    void load(Piece piece) {
        switch (piece) {
            case Piece.Head head -> {
                sweep = head.sweep();
                revision = head.revision();
                commands = head.commands();
                lease = head.lease();
            }
            case Piece.Run run -> put(run.run());
            case Piece.Points some ->
                points.computeIfAbsent(some.job(), _ -> new ArrayList<>()).addAll(some.points());
            case Piece.Decision decision -> decisions.add(decision.decided());
            case Piece.Waiting waiting -> inbox.put(waiting.command().number(), waiting.command());
        }
    }

    private void put(RunInfo run) {
        var old = runs.put(run.runId(), new Held.AtHand(run, revision));
        if (old != null) {
            changed.computeIfPresent(old.revision(), (_, ids) -> ids.remove(run.runId()) && ids.isEmpty() ? null : ids);
        }
        changed.computeIfAbsent(revision, _ -> new LinkedHashSet<>()).add(run.runId());
    }

    private Held known(String runId) {
        return Objects.requireNonNull(runs.get(runId));
    }
}
