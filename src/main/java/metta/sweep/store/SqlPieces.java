package metta.sweep.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import metta.sweep.Fact;
import metta.sweep.JobId;
import metta.sweep.MetricPoint;
import metta.sweep.Piece;
import metta.sweep.RunInfo;
import metta.sweep.SweepInfo;
import metta.sweep.json.Json;

/// All that a database holds of one sweep, as pieces, read and written inside a transaction.
///
/// Runs are fetched many at a time, points no more at a time than a piece has.
final class SqlPieces {
    private static final int MANY = 256;
    private final Database database;
    private final SqlRows rows;
    private final String sweepId;
    private final List<RunInfo> runs = new ArrayList<>();
    private final List<Fact.Decided> decisions = new ArrayList<>();

    SqlPieces(Database database, SqlRows rows, String sweepId) {
        this.database = database;
        this.rows = rows;
        this.sweepId = sweepId;
    }

    void dump(SqlRows.Sweep sweep, Consumer<Piece> taker) throws SQLException {
        taker.accept(new Piece.Head(sweep.info(), sweep.revision(), commands(), sweep.lease()));
        var ids = database.query(
                "SELECT run_id FROM run WHERE sweep_id = ? ORDER BY number, replicate",
                row -> row.getString(1),
                sweepId);
        for (int from = 0; from < ids.size(); from += MANY) {
            for (var run : fetched(ids.subList(from, Math.min(ids.size(), from + MANY)))) {
                taker.accept(new Piece.Run(run));
                for (var job : run.jobs()) {
                    points(job.id(), taker);
                }
            }
        }
        dumpDecisions(taker);
        rows.inbox().forEach(each -> taker.accept(new Piece.Waiting(each)));
    }

    private long commands() throws SQLException {
        return database.find("SELECT commands FROM sweep WHERE sweep_id = ?", row -> row.getLong(1), sweepId)
                .orElseThrow();
    }

    /// The runs of the given ids, in that order. Always as many are asked for, so that the statement is the same.
    private List<RunInfo> fetched(List<String> ids) throws SQLException {
        var values = new ArrayList<Object>();
        values.add(sweepId);
        for (int i = 0; i < MANY; i++) {
            values.add(ids.get(Math.min(i, ids.size() - 1)));
        }
        var places = String.join(", ", Collections.nCopies(MANY, "?"));
        var documents = new RunDocuments();
        database.forEach(
                "SELECT document FROM run WHERE sweep_id = ? AND run_id IN (%s) ORDER BY number, replicate"
                        .formatted(places),
                row -> row.getString(1),
                documents::add,
                values.toArray());
        return documents.runs();
    }

    private void points(JobId job, Consumer<Piece> taker) throws SQLException {
        var pieces = new Pieces.Points(job, taker);
        long from = 0;
        List<MetricPoint> some;
        do {
            some = rows.points().page(job, from, Piece.MOST_POINTS);
            some.forEach(pieces);
            from += some.size();
        } while (some.size() == Piece.MOST_POINTS);
        pieces.flush();
    }

    private void dumpDecisions(Consumer<Piece> taker) throws SQLException {
        var last = new AtomicLong(Long.MIN_VALUE);
        int found;
        do {
            var some = database.query(
                    """
                    SELECT number, subject, decision, reason, at FROM decision
                    WHERE sweep_id = ? AND number > ? ORDER BY number LIMIT 1000""",
                    row -> {
                        last.set(row.getLong(1));
                        return new Fact.Decided(
                                row.getString(2), row.getString(3), row.getString(4), Instant.parse(row.getString(5)));
                    },
                    sweepId,
                    last.get());
            some.forEach(each -> taker.accept(new Piece.Decision(each)));
            found = some.size();
        } while (found > 0);
    }

    /// Writes a sweep of which nothing is there. Returns false, having written nothing, if another was quicker.
    boolean load(Piece.Head head, Iterable<Piece> pieces, Fingerprint given) throws SQLException {
        if (!rows.insertIfAbsent(head.sweep())) {
            return false;
        }
        var lease = head.lease();
        database.update(
                """
                UPDATE sweep SET revision = ?, commands = ?, epoch = ?, beat = ?, owner = ?, moved_to = ?
                WHERE sweep_id = ?""",
                head.revision(),
                head.commands(),
                lease.epoch(),
                lease.beat(),
                lease.owner().map(Json::write),
                lease.movedTo(),
                sweepId);
        for (var each : pieces) {
            var piece = storable(each);
            given.accept(piece);
            load(piece, head.revision());
        }
        flush(head.revision());
        return true;
    }

    private void load(Piece piece, long revision) throws SQLException {
        switch (piece) {
            case Piece.Head _ -> {}
            case Piece.Run(var run) -> {
                runs.add(run);
                if (runs.size() == MANY) {
                    flush(revision);
                }
            }
            case Piece.Points(var job, var points) -> {
                flush(revision);
                rows.points().append(job, points);
            }
            case Piece.Decision(var decided) -> {
                decisions.add(decided);
                if (decisions.size() == Piece.MOST_POINTS) {
                    flush(revision);
                }
            }
            case Piece.Waiting(var command) -> rows.insert(command);
        }
    }

    private void flush(long revision) throws SQLException {
        if (!runs.isEmpty()) {
            rows.put(runs, revision);
            runs.clear();
        }
        if (!decisions.isEmpty()) {
            rows.record(decisions);
            decisions.clear();
        }
    }

    /// Removes what is left of a sweep that was moved away.
    void delete() throws SQLException {
        for (var table : List.of("inbox", "decision")) {
            database.update("DELETE FROM %s WHERE sweep_id = ?".formatted(table), sweepId);
        }
        database.update("DELETE FROM point WHERE job IN (SELECT job FROM job WHERE sweep_id = ?)", sweepId);
        for (var table : List.of("job", "run", "sweep")) {
            database.update("DELETE FROM %s WHERE sweep_id = ?".formatted(table), sweepId);
        }
    }

    /// The piece as the database will give it back.
    private Piece storable(Piece piece) {
        return switch (piece) {
            case Piece.Head(var sweep, var revision, var commands, var lease) ->
                new Piece.Head(storable(sweep), revision, commands, lease);
            case Piece.Run run -> run;
            case Piece.Points(var job, var points) ->
                new Piece.Points(
                        job,
                        points.stream()
                                .map(each -> new MetricPoint(storable(each.name()), each.step(), each.value()))
                                .toList());
            case Piece.Decision(var each) ->
                new Piece.Decision(new Fact.Decided(
                        storable(each.subject()), storable(each.decision()), storable(each.reason()), each.at()));
            case Piece.Waiting waiting -> waiting;
        };
    }

    private SweepInfo storable(SweepInfo sweep) {
        return new SweepInfo(
                sweep.sweepId(),
                sweep.config(),
                sweep.recipe(),
                sweep.seed(),
                sweep.createdAt(),
                sweep.state(),
                storable(sweep.reason()),
                sweep.amendments());
    }

    private String storable(String text) {
        return database.dialect().storable(text);
    }

    /// What is in the database now.
    Fingerprint.Print found() throws SQLException {
        var fingerprint = new Fingerprint();
        dump(rows.sweep().orElseThrow(), fingerprint);
        return fingerprint.print();
    }
}
