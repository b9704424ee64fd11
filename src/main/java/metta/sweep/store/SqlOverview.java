package metta.sweep.store;

import static java.util.stream.Collectors.joining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import metta.sweep.JobStatus;
import metta.sweep.Overview;
import metta.sweep.RunInfo;
import metta.sweep.SweepInfo;
import metta.sweep.config.Goal;

/// One sweep at a glance, read inside a transaction.
final class SqlOverview {
    private final Database database;
    private final String sweepId;

    private record Tally(JobStatus status, int trials, double cost, long busy) {}

    SqlOverview(Database database, String sweepId) {
        this.database = database;
        this.sweepId = sweepId;
    }

    /// Read from columns and indexes, but for the few documents that are shown.
    Overview of(SweepInfo info, Goal goal) throws SQLException {
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
                        ORDER BY number, replicate""", SqlOverview::scored, sweepId, sweepId).forEach(best::takeReplicated);
        database.find("""
                        SELECT number, replicate, status, score FROM run
                        WHERE sweep_id = ? AND score IS NOT NULL
                        AND number NOT IN (SELECT number FROM run WHERE sweep_id = ? AND replicate > 0)
                        ORDER BY score %s, number LIMIT 1""".formatted(goal == Goal.MAXIMIZE ? "DESC" : "ASC"), SqlOverview::scored, sweepId, sweepId)
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
}
