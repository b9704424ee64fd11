package metta.sweep.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import metta.sweep.JobId;
import metta.sweep.MetricPoint;

/// The points that the jobs of one sweep have reported, read and written inside a transaction.
final class SqlPoints {
    private static final String OF_JOB = " sweep_id = ? AND run_id = ? AND type = ? AND leg = ? AND attempt = ?";
    private static final int PAGE = 5_000;
    private final Database database;
    private final String sweepId;

    private record Numbered(long sequence, MetricPoint point) {}

    SqlPoints(Database database, String sweepId) {
        this.database = database;
        this.sweepId = sweepId;
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

    List<MetricPoint> all(JobId id) throws SQLException {
        return database.query(
                "SELECT name, step, value, exact FROM point WHERE job = (SELECT job FROM job WHERE" + OF_JOB
                        + ") ORDER BY sequence",
                SqlPoints::point,
                key(id));
    }

    /// Hands over the points of one metric one by one. They are fetched page by page, because a driver may hold
    /// all rows of a query in memory.
    void each(JobId id, String name, Consumer<MetricPoint> taker) throws SQLException {
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
    List<MetricPoint> page(JobId id, long from, int limit) throws SQLException {
        var key = new ArrayList<>(List.of(key(id)));
        key.add(from);
        key.add(limit);
        return database.query(
                "SELECT name, step, value, exact FROM point WHERE job = (SELECT job FROM job WHERE" + OF_JOB
                        + ") AND sequence >= ? ORDER BY sequence LIMIT ?",
                SqlPoints::point,
                key.toArray());
    }

    private long number(String sql, Object... values) throws SQLException {
        return database.find(sql, row -> row.getLong(1), values).orElseThrow();
    }

    private Object[] key(JobId id) {
        return new Object[] {sweepId, id.runId(), id.type().name(), id.leg(), id.attempt()};
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
