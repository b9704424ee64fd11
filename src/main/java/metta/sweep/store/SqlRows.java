package metta.sweep.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import metta.sweep.Amendments;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.Lease;
import metta.sweep.Observation;
import metta.sweep.RunInfo;
import metta.sweep.SweepInfo;
import metta.sweep.SweepState;
import metta.sweep.json.Json;

/// One sweep's rows, read and written inside a transaction.
final class SqlRows {
    /// By name: a newer program may add columns while this one works, and PostgreSQL refuses to run a prepared
    /// statement whose columns have become others.
    static final String COLUMNS =
            "sweep_id, config, recipe, seed, created_at, state, reason, revision, epoch, beat, owner, amendments, moved_to";
    private final Database database;
    private final String sweepId;
    private final TreeMemo trees;

    /// The row of a sweep.
    record Sweep(SweepInfo info, long revision, Lease lease) {}

    SqlRows(Database database, String sweepId, TreeMemo trees) {
        this.database = database;
        this.sweepId = sweepId;
        this.trees = trees;
    }

    Optional<Sweep> sweep() throws SQLException {
        return found("");
    }

    /// The sweep's row, for this transaction alone to change until it ends.
    Optional<Sweep> locked() throws SQLException {
        return found(database.dialect().lock());
    }

    private Optional<Sweep> found(String lock) throws SQLException {
        var sql = "SELECT " + COLUMNS + ", " + database.dialect().schemaColumn()
                + " AS schema_version FROM sweep WHERE sweep_id = ?" + lock;
        return database.find(
                sql,
                row -> {
                    requireUnderstood(row.getInt("schema_version"));
                    return sweep(row, trees);
                },
                sweepId);
    }

    /// A newer program may have changed the database since this one connected to it.
    private void requireUnderstood(int version) throws SQLException {
        int known = database.dialect().knownSchema();
        if (version > known) {
            int oldest = database.find("SELECT schema FROM oldest_reader", row -> row.getInt(1))
                    .orElse(version);
            if (oldest > known) {
                throw SqliteSchema.newer(database.dialect().place(), version, oldest, known);
            }
        }
    }

    SqlPoints points() {
        return new SqlPoints(database, sweepId);
    }

    boolean known() throws SQLException {
        return database.find("SELECT 1 FROM sweep WHERE sweep_id = ?", row -> row.getInt(1), sweepId)
                .isPresent();
    }

    static Sweep sweep(ResultSet row, TreeMemo trees) throws SQLException {
        var info = new SweepInfo(
                row.getString("sweep_id"),
                trees.read(row.getString("config")),
                trees.read(row.getString("recipe")),
                row.getLong("seed"),
                Instant.parse(row.getString("created_at")),
                SweepState.valueOf(row.getString("state")),
                row.getString("reason"),
                Optional.ofNullable(row.getString("amendments"))
                        .map(Documents::amendments)
                        .orElse(Amendments.NONE));
        var owner = Optional.ofNullable(row.getString("owner")).map(Documents::owner);
        var movedTo = Optional.ofNullable(row.getString("moved_to"));
        var lease = new Lease(row.getLong("epoch"), row.getLong("beat"), owner, movedTo);
        return new Sweep(info, row.getLong("revision"), lease);
    }

    /// What a batch meets: the few rows that it asks for.
    Batch.State state(SweepInfo info) {
        return new Batch.State() {
            @Override
            public SweepInfo sweep() {
                return info;
            }

            @Override
            public Optional<RunInfo> run(String runId) {
                return database.inside(() -> SqlRows.this.run(runId));
            }

            @Override
            public boolean waits(long command) {
                return database.inside(() -> SqlRows.this.waits(command));
            }
        };
    }

    /// Says whether it was absent.
    boolean insertIfAbsent(SweepInfo info) throws SQLException {
        return database.update(
                        """
                INSERT INTO sweep (sweep_id, config, recipe, seed, created_at, state, reason, amendments)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sweep_id) DO NOTHING""",
                        sweepId,
                        Json.write(info.config()),
                        Json.write(info.recipe()),
                        info.seed(),
                        info.createdAt().toString(),
                        info.state().name(),
                        info.reason(),
                        Json.write(info.amendments()))
                == 1;
    }

    void move(SweepInfo info) throws SQLException {
        database.update(
                "UPDATE sweep SET config = ?, state = ?, reason = ?, amendments = ? WHERE sweep_id = ?",
                Json.write(info.config()),
                info.state().name(),
                info.reason(),
                Json.write(info.amendments()),
                sweepId);
    }

    long nextRevision() throws SQLException {
        database.update("UPDATE sweep SET revision = revision + 1 WHERE sweep_id = ?", sweepId);
        return number("SELECT revision FROM sweep WHERE sweep_id = ?");
    }

    Optional<RunInfo> run(String runId) throws SQLException {
        return database.find(
                "SELECT document FROM run WHERE sweep_id = ? AND run_id = ?", SqlRows::run, sweepId, runId);
    }

    List<RunInfo> runsSince(long revision) throws SQLException {
        var documents = new RunDocuments();
        database.forEach(
                "SELECT document FROM run WHERE sweep_id = ? AND revision > ? ORDER BY revision, number, replicate",
                row -> row.getString(1),
                documents::add,
                sweepId,
                revision);
        return documents.runs();
    }

    void put(List<RunInfo> runs, long revision) throws SQLException {
        var rows = new ArrayList<Object[]>();
        for (var run : runs) {
            var observation = run.observation();
            rows.add(new Object[] {
                sweepId,
                run.runId(),
                run.number(),
                run.replicate(),
                revision,
                run.status().name(),
                observation.filter(Observation::feasible).flatMap(Observation::score),
                observation.map(Observation::cost),
                run.busy().toMillis(),
                Json.write(run)
            });
        }
        database.updateAll("""
                INSERT INTO run (sweep_id, run_id, number, replicate, revision, status, score, cost, busy, document)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sweep_id, run_id) DO UPDATE
                SET revision = excluded.revision, status = excluded.status, score = excluded.score,
                    cost = excluded.cost, busy = excluded.busy, document = excluded.document""", rows);
    }

    List<Command.Queued> inbox() throws SQLException {
        return database.query(
                "SELECT number, command, at FROM inbox WHERE sweep_id = ? ORDER BY number",
                row -> new Command.Queued(
                        row.getLong(1), Json.read(row.getString(2), Command.class), Instant.parse(row.getString(3))),
                sweepId);
    }

    boolean waits(long command) throws SQLException {
        return database.find(
                        "SELECT 1 FROM inbox WHERE sweep_id = ? AND number = ?", row -> row.getInt(1), sweepId, command)
                .isPresent();
    }

    long queue(Command command, Instant at) throws SQLException {
        database.update("UPDATE sweep SET commands = commands + 1 WHERE sweep_id = ?", sweepId);
        long number = number("SELECT commands FROM sweep WHERE sweep_id = ?");
        insert(new Command.Queued(number, command, at));
        return number;
    }

    void insert(Command.Queued queued) throws SQLException {
        database.update(
                "INSERT INTO inbox (sweep_id, number, command, at) VALUES (?, ?, ?, ?)",
                sweepId,
                queued.number(),
                Json.write(queued.command()),
                queued.at().toString());
    }

    void done(long command) throws SQLException {
        database.update("DELETE FROM inbox WHERE sweep_id = ? AND number = ?", sweepId, command);
    }

    void record(List<Fact.Decided> decisions) throws SQLException {
        var rows = new ArrayList<Object[]>();
        for (var each : decisions) {
            rows.add(new Object[] {
                sweepId,
                each.subject(),
                each.decision(),
                each.reason(),
                each.at().toString()
            });
        }
        database.updateAll(
                "INSERT INTO decision (sweep_id, subject, decision, reason, at) VALUES (?, ?, ?, ?, ?)", rows);
    }

    List<Fact.Decided> decisions(int limit) throws SQLException {
        return database.query("""
                        SELECT subject, decision, reason, at FROM decision WHERE sweep_id = ?
                        ORDER BY number DESC LIMIT ?""", SqlRows::decided, sweepId, Math.max(0, limit))
                .reversed();
    }

    List<Fact.Decided> decisionsAbout(String subject) throws SQLException {
        return database.query("""
                SELECT subject, decision, reason, at FROM decision WHERE sweep_id = ? AND subject = ?
                ORDER BY number""", SqlRows::decided, sweepId, subject);
    }

    List<Fact.Decided> decisions(Set<String> words) throws SQLException {
        var values = new ArrayList<Object>(List.of(sweepId));
        values.addAll(words);
        return database.query(
                """
                SELECT subject, decision, reason, at FROM decision WHERE sweep_id = ? AND decision IN (%s)
                ORDER BY number""".formatted(String.join(", ", Collections.nCopies(words.size(), "?"))),
                SqlRows::decided,
                values.toArray());
    }

    private static Fact.Decided decided(ResultSet row) throws SQLException {
        return new Fact.Decided(row.getString(1), row.getString(2), row.getString(3), Instant.parse(row.getString(4)));
    }

    /// Changes the lease where the sweep is here and still in the given epoch, and says whether it was.
    boolean moveLease(String change, long epoch, Object... values) throws SQLException {
        var all = new ArrayList<Object>(List.of(values));
        all.add(sweepId);
        all.add(epoch);
        return database.update(
                        "UPDATE sweep SET " + change + " WHERE sweep_id = ? AND epoch = ? AND moved_to IS NULL",
                        all.toArray())
                == 1;
    }

    private long number(String sql) throws SQLException {
        return number(sql, sweepId);
    }

    private long number(String sql, Object... values) throws SQLException {
        return database.find(sql, row -> row.getLong(1), values).orElseThrow();
    }

    static RunInfo run(ResultSet row) throws SQLException {
        return Documents.run(row.getString(1));
    }
}
