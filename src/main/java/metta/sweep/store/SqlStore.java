package metta.sweep.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
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
import metta.sweep.Owner;
import metta.sweep.Piece;
import metta.sweep.Receipt;
import metta.sweep.Report;
import metta.sweep.RunInfo;
import metta.sweep.StaleEpochException;
import metta.sweep.Store;
import metta.sweep.StoreException;
import metta.sweep.SweepInfo;
import metta.sweep.UnknownSweepException;
import metta.sweep.config.Goal;
import metta.sweep.json.Json;

/// Keeps all sweeps in a database that speaks SQL. Each call is one transaction, and on the disk when it returns.
///
/// The revision of a sweep is counted inside the writing transaction, which is the only one that writes to the sweep
/// until it ends: a reader that has seen revision n misses nothing up to n.
final class SqlStore implements Store {
    private final Database database;
    /// Used inside transactions alone, which only one thread is in at a time.
    private final TreeMemo trees = new TreeMemo();

    SqlStore(Database database) {
        this.database = database;
    }

    @Override
    public SweepInfo fetchSweepMetadata(SweepInfo ifAbsent) {
        return findSweep(ifAbsent.sweepId())
                .orElseGet(() -> database.write(() -> {
                    var rows = rows(ifAbsent.sweepId());
                    rows.insertIfAbsent(ifAbsent);
                    return known(rows, ifAbsent.sweepId()).info();
                }));
    }

    @Override
    public Optional<SweepInfo> findSweep(String sweepId) {
        return database.read(() -> rows(sweepId).sweep().map(SqlRows.Sweep::info));
    }

    @Override
    public List<SweepInfo> sweeps() {
        return sweeps((_, why) -> {
            throw why;
        });
    }

    @Override
    public List<SweepInfo> sweeps(BiConsumer<String, StoreException> unreadable) {
        var rows = database.read(() -> database.query(
                "SELECT " + SqlRows.COLUMNS + " FROM sweep ORDER BY place", row -> sweep(row, unreadable)));
        return rows.stream().flatMap(Optional::stream).toList();
    }

    private Optional<SweepInfo> sweep(ResultSet row, BiConsumer<String, StoreException> unreadable)
            throws SQLException {
        try {
            return Optional.of(SqlRows.sweep(row, trees).info());
        } catch (Json.InvalidJsonException | IllegalArgumentException | DateTimeException | StoreException e) {
            var id = row.getString("sweep_id");
            var why = "the row of sweep %s makes no sense to this program: %s".formatted(id, e.getMessage());
            unreadable.accept(id, new StoreException(StoreException.Kind.BROKEN, why, e));
            return Optional.empty();
        }
    }

    @Override
    public Changes fetchRuns(String sweepId, long since) {
        return database.read(() -> {
            var rows = rows(sweepId);
            var sweep = known(rows, sweepId);
            return new Changes(sweep.revision(), sweep.info(), rows.runsSince(since), rows.inbox());
        });
    }

    @Override
    public Overview overview(String sweepId, Goal goal) {
        return database.read(() -> {
            var rows = rows(sweepId);
            return new SqlOverview(database, sweepId).of(known(rows, sweepId).info(), goal);
        });
    }

    @Override
    public Optional<RunInfo> findRun(String sweepId, String runId) {
        return database.read(() -> existing(sweepId).run(runId));
    }

    @Override
    public Receipt commit(Fence fence, List<Fact> facts) {
        return database.write(() -> {
            var rows = rows(fence.sweepId());
            var sweep = rows.locked().orElseThrow(() -> new UnknownSweepException(fence.sweepId()));
            if (sweep.lease().epoch() != fence.epoch()
                    || sweep.lease().movedTo().isPresent()) {
                throw new StaleEpochException(fence, sweep.lease());
            }
            var batch = Batch.of(rows.state(sweep.info()), facts);
            if (!batch.changes()) {
                return batch.receipt(sweep.revision());
            }
            long revision = rows.nextRevision();
            rows.put(batch.runs(), revision);
            rows.record(batch.decisions());
            for (var command : batch.commandsDone()) {
                rows.done(command);
            }
            if (!batch.sweep().equals(sweep.info())) {
                rows.move(batch.sweep());
            }
            return batch.receipt(revision);
        });
    }

    @Override
    public List<Report.Answer> reportAll(String sweepId, List<Report> reports) {
        return database.write(() -> {
            var rows = locked(sweepId);
            var answers = new ArrayList<Report.Answer>();
            for (var report : reports) {
                answers.add(take(rows, report));
            }
            return List.copyOf(answers);
        });
    }

    private static Report.Answer take(SqlRows rows, Report report) throws SQLException {
        var run = rows.run(report.job().runId());
        var answer = run.map(it -> it.judge(report)).orElse(Report.Answer.REFUSED);
        if (run.isPresent() && answer == Report.Answer.ACCEPTED) {
            rows.put(List.of(run.get().apply(report)), rows.nextRevision());
            rows.points().append(report.job(), report.points());
        }
        return answer;
    }

    @Override
    public List<MetricPoint> metrics(String sweepId, JobId job, Optional<String> name) {
        var stored = name.map(database.dialect()::storable);
        return database.read(() -> existing(sweepId).points().all(job)).stream()
                .filter(point -> stored.isEmpty() || stored.get().equals(point.name()))
                .toList();
    }

    @Override
    public List<MetricPoint> curve(String sweepId, JobId job, String name, int most) {
        return database.read(() -> {
            var rows = existing(sweepId);
            var count = rows.run(job.runId())
                    .flatMap(run -> run.job(job))
                    .flatMap(each -> Optional.ofNullable(each.metrics().get(name)))
                    .map(MetricSummary::count);
            var curve = new Curve(count.orElse(0L), most);
            rows.points().each(job, name, curve::take);
            return curve.points();
        });
    }

    @Override
    public List<Fact.Decided> decisions(String sweepId, int limit) {
        return database.read(() -> existing(sweepId).decisions(limit));
    }

    @Override
    public List<Fact.Decided> decisionsAbout(String sweepId, String subject) {
        return database.read(() -> existing(sweepId).decisionsAbout(subject));
    }

    @Override
    public List<Fact.Decided> decisions(String sweepId, Set<String> words) {
        return database.read(
                () -> words.isEmpty() ? List.of() : existing(sweepId).decisions(words));
    }

    @Override
    public long send(String sweepId, String id, Command command, Instant at) {
        return database.write(() -> {
            var rows = locked(sweepId);
            var sweep = known(rows, sweepId).info();
            var heard = sweep.heard(id);
            if (heard.isPresent()) {
                return heard.get();
            }
            rows.nextRevision();
            long number = rows.queue(command, at);
            rows.move(sweep.heard(id, number));
            return number;
        });
    }

    @Override
    public Lease lease(String sweepId) {
        return database.read(() -> known(rows(sweepId), sweepId).lease());
    }

    @Override
    public Lease takeLease(String sweepId, long epoch, Owner owner) {
        var fence = new Fence(sweepId, epoch);
        return moveLease(fence, "epoch = epoch + 1, beat = 0, owner = ?", Json.write(owner));
    }

    @Override
    public void renewLease(Fence fence) {
        moveLease(fence, "beat = beat + 1");
    }

    @Override
    public void releaseLease(Fence fence) {
        moveLease(fence, "owner = NULL");
    }

    /// Over a connection of its own, so that no other call has to wait until everything has been read.
    @Override
    public void dump(String sweepId, Consumer<Piece> taker) {
        try (var own = new Database(database.dialect())) {
            own.read(() -> {
                var rows = new SqlRows(own, sweepId, new TreeMemo());
                new SqlPieces(own, rows, sweepId).dump(known(rows, sweepId), taker);
                return sweepId;
            });
        }
    }

    @Override
    public boolean load(Iterable<Piece> pieces) {
        var head = Pieces.head(pieces);
        var sweepId = head.sweep().sweepId();
        return database.write(() -> {
            var rows = rows(sweepId);
            var loading = new SqlPieces(database, rows, sweepId);
            var there = rows.locked();
            if (there.isPresent() && there.get().lease().movedTo().isEmpty()) {
                return false;
            }
            if (there.isPresent()) {
                loading.delete();
            }
            var given = new Fingerprint();
            if (!loading.load(head, pieces, given)) {
                return false;
            }
            Pieces.requireSame(
                    given.print(), loading.found(), database.dialect().place());
            return true;
        });
    }

    @Override
    public Lease moveAway(String sweepId, long epoch, String to) {
        return moveLease(new Fence(sweepId, epoch), "epoch = epoch + 1, beat = 0, owner = NULL, moved_to = ?", to);
    }

    @Override
    public void close() {
        database.close();
    }

    private Lease moveLease(Fence fence, String change, Object... values) {
        return database.write(() -> {
            var rows = rows(fence.sweepId());
            boolean moved = rows.moveLease(change, fence.epoch(), values);
            var lease = known(rows, fence.sweepId()).lease();
            if (!moved) {
                throw new StaleEpochException(fence, lease);
            }
            return lease;
        });
    }

    private SqlRows rows(String sweepId) {
        return new SqlRows(database, sweepId, trees);
    }

    private SqlRows existing(String sweepId) throws SQLException {
        var rows = rows(sweepId);
        if (!rows.known()) {
            throw new UnknownSweepException(sweepId);
        }
        return rows;
    }

    /// The rows of a sweep that may be written to.
    private SqlRows locked(String sweepId) throws SQLException {
        var rows = rows(sweepId);
        var lease = rows.locked()
                .orElseThrow(() -> new UnknownSweepException(sweepId))
                .lease();
        if (lease.movedTo().isPresent()) {
            throw new StaleEpochException(new Fence(sweepId, lease.epoch()), lease);
        }
        return rows;
    }

    private static SqlRows.Sweep known(SqlRows rows, String sweepId) throws SQLException {
        return rows.sweep().orElseThrow(() -> new UnknownSweepException(sweepId));
    }
}
