package metta.sweep.store;

import static java.util.stream.Collectors.joining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import metta.sweep.Amendments;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.JobId;
import metta.sweep.JobStatus;
import metta.sweep.Lease;
import metta.sweep.MetricPoint;
import metta.sweep.Observation;
import metta.sweep.Overview;
import metta.sweep.RunInfo;
import metta.sweep.SweepInfo;
import metta.sweep.SweepState;
import metta.sweep.config.Goal;
import metta.sweep.json.Json;

/// One sweep's rows, read and written inside a transaction.
final class SqlRows {
    private static final String OF_JOB = " sweep_id = ? AND run_id = ? AND type = ? AND leg = ? AND attempt = ?";
    private static final int PAGE = 5_000;
    /// By name: a newer program may add columns while this one works, and PostgreSQL refuses to run a prepared
    /// statement
    /// whose columns have become others.
    static final String COLUMNS =
            "sweep_id, config, recipe, seed, created_at, state, reason, revision, epoch, beat, owner, amendments, moved_to";
    private final Database database;
    private final String sweepId;
    private final TreeMemo trees;

    /// The row of a sweep.
    record Sweep(SweepInfo info, long revision, Lease lease) {}

    private record Numbered(long sequence, MetricPoint point) {}

    private record Tally(JobStatus status, int trials, double cost, long busy) {}

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

    /// Read from columns and indexes, but for the few documents that are shown.
    Overview overview(SweepInfo info, Goal goal) throws SQLException {
        var tally = database.query(
                """
                SELECT status, sum(CASE WHEN replicate = 0 THEN 1 ELSE 0 END), coalesce(sum(cost), 0.0),
                    coalesce(sum(busy), 0) FROM run WHERE sweep_id = ? GROUP BY status""",
                row -> new Tally(JobStatus.valueOf(row.getString(1)), row.getInt(2), row.getDouble(3), row.getLong(4)),
                sweepId);
        var counts = new EnumMap<JobStatus, Integer>(JobStatus.class);
        tally.stream().filter(each -> each.trials() > 0).forEach(each -> counts.put(each.status(), each.trials()));
        double cost = tally.stream().mapToDouble(Tally::cost).sum();
        long busy = tally.stream().mapToLong(Tally::busy).sum();
        return new Overview(info, counts, best(goal), cost, Duration.ofMillis(busy), live());
    }

    private Optional<Overview.Best> best(Goal goal) throws SQLException {
        var best = new BestTrial(goal);
        database.query("""
                        SELECT number, replicate, status, score FROM run
                        WHERE sweep_id = ? AND score IS NOT NULL
                        AND number IN (SELECT number FROM run WHERE sweep_id = ? AND replicate > 0)
                        ORDER BY number, replicate""", SqlRows::scored, sweepId, sweepId).forEach(best::takeReplicated);
        database.find("""
                        SELECT number, replicate, status, score FROM run
                        WHERE sweep_id = ? AND score IS NOT NULL
                        AND number NOT IN (SELECT number FROM run WHERE sweep_id = ? AND replicate > 0)
                        ORDER BY score %s, number LIMIT 1""".formatted(goal == Goal.MAXIMIZE ? "DESC" : "ASC"), SqlRows::scored, sweepId, sweepId)
                .ifPresent(best::takeAlone);
        var found = best.best();
        return found.isEmpty() ? Optional.empty() : Optional.of(best(found.get()));
    }

    private Overview.Best best(BestTrial.Found found) throws SQLException {
        var dialect = database.dialect();
        return database.find(
                        "SELECT run_id, %s FROM run WHERE sweep_id = ? AND run_id = ?"
                                .formatted(dialect.configurationColumn()),
                        row -> new Overview.Best(
                                row.getString(1), found.score(), dialect.configuration(row.getString(2)), found.mean()),
                        sweepId,
                        RunInfo.id(sweepId, found.number()))
                .orElseThrow();
    }

    private static BestTrial.Scored scored(ResultSet row) throws SQLException {
        return new BestTrial.Scored(
                row.getInt(1), row.getInt(2), JobStatus.valueOf(row.getString(3)), row.getDouble(4));
    }

    private List<RunInfo> live() throws SQLException {
        var live = EnumSet.allOf(JobStatus.class).stream().filter(each -> !each.ended());
        return database.query(
                "SELECT document FROM run WHERE sweep_id = ? AND status IN (%s) ORDER BY number, replicate"
                        .formatted(live.map("'%s'"::formatted).collect(joining(", "))),
                SqlRows::run,
                sweepId);
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

    void append(JobId id, List<MetricPoint> points) throws SQLException {
        database.update(
                "INSERT INTO job (sweep_id, run_id, type, leg, attempt) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                key(id));
        var job = number("SELECT job FROM job WHERE" + OF_JOB, key(id));
        var before = number("SELECT points FROM job WHERE job = ?", job);
        var rows = new ArrayList<Object[]>();
        for (var point : points) {
            rows.add(new Object[] {
                job, before + rows.size(), point.name(), point.step(), point.value(), exact(point.value())
            });
        }
        database.updateAll(
                "INSERT INTO point (job, sequence, name, step, value, exact) VALUES (?, ?, ?, ?, ?, ?)", rows);
        database.update("UPDATE job SET points = ? WHERE job = ?", before + rows.size(), job);
    }

    List<MetricPoint> points(JobId id) throws SQLException {
        return database.query(
                "SELECT name, step, value, exact FROM point WHERE job = (SELECT job FROM job WHERE" + OF_JOB
                        + ") ORDER BY sequence",
                SqlRows::point,
                key(id));
    }

    /// Hands over the points of one metric one by one. They are fetched page by page, because a driver may hold
    /// all rows of a query in memory.
    void points(JobId id, String name, Consumer<MetricPoint> taker) throws SQLException {
        var job = database.find("SELECT job FROM job WHERE" + OF_JOB, row -> row.getLong(1), key(id));
        var stored = database.dialect().storable(name);
        long next = 0;
        boolean more = job.isPresent();
        while (more) {
            var page = database.query("""
                    SELECT name, step, value, exact, sequence FROM point WHERE job = ? AND sequence >= ?
                    ORDER BY sequence LIMIT ?""", row -> new Numbered(row.getLong(5), point(row)), job.get(), next, PAGE);
            page.stream()
                    .map(Numbered::point)
                    .filter(each -> each.name().equals(stored))
                    .forEach(taker);
            more = page.size() == PAGE;
            next = page.isEmpty() ? next : page.getLast().sequence() + 1;
        }
    }

    /// At most `limit` points, beginning with the one at place `from`, from 0.
    List<MetricPoint> points(JobId id, long from, int limit) throws SQLException {
        var key = new ArrayList<>(List.of(key(id)));
        key.add(from);
        key.add(limit);
        return database.query(
                "SELECT name, step, value, exact FROM point WHERE job = (SELECT job FROM job WHERE" + OF_JOB
                        + ") AND sequence >= ? ORDER BY sequence LIMIT ?",
                SqlRows::point,
                key.toArray());
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

    private Object[] key(JobId id) {
        return new Object[] {sweepId, id.runId(), id.type().name(), id.leg(), id.attempt()};
    }

    private static RunInfo run(ResultSet row) throws SQLException {
        return Documents.run(row.getString(1));
    }

    private static MetricPoint point(ResultSet row) throws SQLException {
        var exact = row.getString(4);
        var value = exact == null ? row.getDouble(3) : Double.parseDouble(exact);
        return new MetricPoint(row.getString(1), row.getLong(2), value);
    }

    private static Optional<String> exact(double value) {
        boolean kept = !Double.isNaN(value) && Double.compare(value, -0.0) != 0;
        return kept ? Optional.empty() : Optional.of(Double.toString(value));
    }
}
