package metta.sweep.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import metta.sweep.Changes;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.JobId;
import metta.sweep.Lease;
import metta.sweep.MetricPoint;
import metta.sweep.Overview;
import metta.sweep.Owner;
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
import org.sqlite.SQLiteConfig;

/// Keeps all sweeps in one SQLite file. Each call is one transaction, and on the disk when it returns.
///
/// The revision of a sweep is counted inside the writing transaction, so a reader that has seen revision n misses
/// nothing up to n. SQLite's native library is unpacked at each start unless the system properties
/// `org.sqlite.lib.path` and `org.sqlite.lib.name` say where it lies unpacked.
final class SqliteStore implements Store {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final Database database;
    /// Used inside transactions alone, which only one thread is in at a time.
    private final TreeMemo trees = new TreeMemo();

    private SqliteStore(Database database) {
        this.database = database;
    }

    /// Opens the store in `file`, which is created with its directory if it is absent.
    static SqliteStore open(Path file) {
        return open(file, PATIENCE);
    }

    /// @param patience how long a call waits for other processes that write
    static SqliteStore open(Path file, Duration patience) {
        var absolute = file.toAbsolutePath();
        refuseNetwork(absolute);
        try {
            Files.createDirectories(absolute.resolveSibling("."));
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.BROKEN, "cannot create the folder of %s: %s".formatted(absolute, e), e);
        }
        try {
            return new SqliteStore(new Database(absolute, connect(absolute, patience)));
        } catch (SQLException e) {
            throw SqliteFailures.explained(absolute, e);
        }
    }

    private static void refuseNetwork(Path file) {
        var type = NetworkFileSystems.type(file).filter(NetworkFileSystems::networked);
        if (type.isPresent()) {
            throw new StoreException(
                    StoreException.Kind.BROKEN,
                    "%s is on a network file system (%s), where SQLite loses data; use `--store file`, or PostgreSQL"
                            .formatted(file, type.get()));
        }
    }

    private static Connection connect(Path file, Duration patience) throws SQLException {
        var config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        config.setBusyTimeout(Math.toIntExact(patience.toMillis()));
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        var url = "jdbc:sqlite:" + file.toUri();
        var connection = config.createConnection(url);
        boolean usable = false;
        try {
            SqliteSchema.bringUpToDate(file, url, connection);
            usable = true;
            return connection;
        } finally {
            if (!usable) {
                connection.close();
            }
        }
    }

    @Override
    public SweepInfo fetchSweepMetadata(SweepInfo ifAbsent) {
        return findSweep(ifAbsent.sweepId())
                .orElseGet(() -> database.write(() -> {
                    var rows = rows(ifAbsent.sweepId());
                    if (rows.sweep().isEmpty()) {
                        rows.insert(ifAbsent);
                    }
                    return known(rows, ifAbsent.sweepId()).info();
                }));
    }

    @Override
    public Optional<SweepInfo> findSweep(String sweepId) {
        return database.read(() -> rows(sweepId).sweep().map(SqliteRows.Sweep::info));
    }

    @Override
    public List<SweepInfo> sweeps() {
        return sweeps((_, why) -> {
            throw why;
        });
    }

    @Override
    public List<SweepInfo> sweeps(BiConsumer<String, StoreException> unreadable) {
        var rows = database.read(
                () -> database.query("SELECT * FROM sweep ORDER BY place", row -> sweep(row, unreadable)));
        return rows.stream().flatMap(Optional::stream).toList();
    }

    private Optional<SweepInfo> sweep(ResultSet row, BiConsumer<String, StoreException> unreadable)
            throws SQLException {
        try {
            return Optional.of(SqliteRows.sweep(row, trees).info());
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
            return rows.overview(known(rows, sweepId).info(), goal);
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
            var sweep = known(rows, fence.sweepId());
            if (sweep.lease().epoch() != fence.epoch()) {
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
            var rows = existing(sweepId);
            var answers = new ArrayList<Report.Answer>();
            for (var report : reports) {
                answers.add(take(rows, report));
            }
            return List.copyOf(answers);
        });
    }

    private static Report.Answer take(SqliteRows rows, Report report) throws SQLException {
        var run = rows.run(report.job().runId());
        var answer = run.map(it -> it.judge(report)).orElse(Report.Answer.REFUSED);
        if (run.isPresent() && answer == Report.Answer.ACCEPTED) {
            rows.put(List.of(run.get().apply(report)), rows.nextRevision());
            rows.append(report.job(), report.points());
        }
        return answer;
    }

    @Override
    public List<MetricPoint> metrics(String sweepId, JobId job, Optional<String> name) {
        return database.read(() -> existing(sweepId).points(job)).stream()
                .filter(point -> name.isEmpty() || name.get().equals(point.name()))
                .toList();
    }

    @Override
    public List<Fact.Decided> decisions(String sweepId, int limit) {
        return database.read(() -> existing(sweepId).decisions(limit));
    }

    @Override
    public long send(String sweepId, Command command, Instant at) {
        return database.write(() -> {
            var rows = existing(sweepId);
            rows.nextRevision();
            return rows.queue(command, at);
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

    private SqliteRows rows(String sweepId) {
        return new SqliteRows(database, sweepId, trees);
    }

    private SqliteRows existing(String sweepId) throws SQLException {
        var rows = rows(sweepId);
        if (!rows.known()) {
            throw new UnknownSweepException(sweepId);
        }
        return rows;
    }

    private static SqliteRows.Sweep known(SqliteRows rows, String sweepId) throws SQLException {
        return rows.sweep().orElseThrow(() -> new UnknownSweepException(sweepId));
    }
}
