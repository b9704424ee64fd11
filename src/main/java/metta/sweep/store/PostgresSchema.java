package metta.sweep.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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
    private static final List<String> SCRIPTS = List.of(
            "V1__sweeps_runs_points.sql",
            "V2__moved_sweeps.sql",
            "V3__amendments_and_busy_time.sql",
            "V4__replicates.sql");

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
        if (version(place, schema, connection) >= VERSION) {
            return;
        }
        // To copy large tables takes long, and the driver must not give up and begin again for ever.
        int patience = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, 0);
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(%d)".formatted(MIGRATION_LOCK));
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS %s.metta_schema (version INTEGER NOT NULL)".formatted(schema));
            int before = version(place, schema, connection);
            if (before < VERSION) {
                keepCopy(statement, schema, before);
                for (int next = before; next < VERSION; next++) {
                    run(statement, SCRIPTS.get(next));
                }
                statement.execute("DELETE FROM metta_schema");
                statement.execute("INSERT INTO metta_schema VALUES (%d)".formatted(VERSION));
            }
            connection.commit();
        }
        connection.setAutoCommit(true);
        connection.setNetworkTimeout(Runnable::run, patience);
    }

    private static int version(String place, String schema, Connection connection) throws SQLException {
        int version = version(schema, connection);
        if (version > VERSION) {
            int oldest = number("SELECT schema FROM %s.oldest_reader".formatted(schema), version, connection);
            if (oldest > VERSION) {
                throw SqliteSchema.newer(place, version, oldest, VERSION);
            }
        }
        return version;
    }

    private static int version(String schema, Connection connection) throws SQLException {
        return number("SELECT version FROM %s.metta_schema".formatted(schema), 0, connection);
    }

    private static int number(String sql, int absent, Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            return result.next() ? result.getInt(1) : absent;
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return absent;
            }
            throw e;
        }
    }

    /// Keeps what is in the tables, as it is, in tables beside them (`before_1_run`), for whoever wants to
    /// go back. They take the place of those that an earlier migration kept.
    private static void keepCopy(Statement statement, String schema, int version) throws SQLException {
        for (var old : tables(statement, schema, "LIKE 'before\\_%'")) {
            statement.execute("DROP TABLE %s.%s".formatted(schema, old));
        }
        for (var table : version == 0 ? List.<String>of() : tables(statement, schema, "NOT LIKE 'before\\_%'")) {
            statement.execute(
                    "CREATE TABLE %1$s.before_%2$d_%3$s AS TABLE %1$s.%3$s".formatted(schema, version, table));
        }
    }

    private static List<String> tables(Statement statement, String schema, String named) throws SQLException {
        var names = new ArrayList<String>();
        try (var result = statement.executeQuery(
                "SELECT tablename FROM pg_tables WHERE schemaname = '%s' AND tablename %s".formatted(schema, named))) {
            while (result.next()) {
                names.add(result.getString(1));
            }
        }
        return names;
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
