package metta.sweep.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import metta.sweep.StoreException;
import metta.sweep.StoreException.Kind;

/// Brings a schema of a database to the version that this program knows.
///
/// The version stands in the one row of `metta_schema`. All scripts that are missing run in one transaction, which
/// PostgreSQL undoes whole where it is interrupted.
final class PostgresSchema {
    /// The scripts in their order; the n-th leads to version n. A released one never changes.
    private static final List<String> SCRIPTS =
            List.of("V1__sweeps_runs_points.sql", "V2__amendments_and_busy_time.sql");

    static final int VERSION = SCRIPTS.size();

    /// Any number that other programs are unlikely to lock.
    private static final long MIGRATION_LOCK = 0x4d657474615377L;

    private static final String UNDEFINED_TABLE = "42P01";

    private PostgresSchema() {}

    /// Migrates the schema where it is older than this program.
    ///
    /// @param place what messages call the database
    /// @throws StoreException if it is newer
    static void bringUpToDate(String place, String schema, Connection connection) throws SQLException {
        if (version(place, schema, connection) == VERSION) {
            return;
        }
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(%d)".formatted(MIGRATION_LOCK));
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS %s.metta_schema (version INTEGER NOT NULL)".formatted(schema));
            for (int next = version(place, schema, connection); next < VERSION; next++) {
                run(statement, SCRIPTS.get(next));
            }
            statement.execute("DELETE FROM metta_schema");
            statement.execute("INSERT INTO metta_schema VALUES (%d)".formatted(VERSION));
            connection.commit();
        }
        connection.setAutoCommit(true);
    }

    private static int version(String place, String schema, Connection connection) throws SQLException {
        int version = version(schema, connection);
        if (version > VERSION) {
            throw new StoreException(
                    Kind.BROKEN,
                    "%s was written by a newer Metta Sweep (schema %d, this one knows up to %d); use the newer program"
                            .formatted(place, version, VERSION));
        }
        return version;
    }

    private static int version(String schema, Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT version FROM %s.metta_schema".formatted(schema))) {
            return result.next() ? result.getInt(1) : 0;
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return 0;
            }
            throw e;
        }
    }

    private static void run(Statement statement, String script) throws SQLException {
        try (var in = Objects.requireNonNull(
                PostgresSchema.class.getResourceAsStream("postgres/" + script), "the script is part of the program")) {
            statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StoreException(Kind.BROKEN, "%s cannot be read: %s".formatted(script, e), e);
        }
    }
}
