package metta.sweep.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import metta.sweep.StoreException;
import metta.sweep.StoreException.Kind;
import metta.sweep.files.Folders;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteDataSource;

/// Brings a database to the schema that this program knows.
///
/// The version stands in SQLite's `user_version`, set by each migration, so that the usual start reads one number and
/// never loads Flyway.
final class SqliteSchema {
    /// What the newest `V<n>__*.sql` sets.
    static final int VERSION = 6;

    /// The last version that told the statuses of all runs anew: whoever changes [metta.sweep.RunInfo#status] adds one.
    static final int TOLD_STATUSES_ANEW = 3;

    /// How long another process may take to bring the database up to date.
    private static final Duration MIGRATION = Duration.ofMinutes(10);

    /// Held here because the JDK forgets a logger's level with the logger.
    private static final Logger FLYWAY_LOG = Logger.getLogger("org.flywaydb");

    private SqliteSchema() {}

    /// Migrates the database where it is older than this program.
    ///
    /// @throws StoreException if it is newer, or not this program's
    static void bringUpToDate(Path file, String url, Connection connection) throws SQLException {
        if (behind(file, connection)) {
            var lockFile = file.resolveSibling(file.getFileName() + ".migrating");
            try (var lock = ProcessLock.open(lockFile);
                    var _ = lock.hold(MIGRATION)) {
                if (behind(file, connection)) {
                    keepCopy(file, connection);
                    migrate(file, url, connection);
                }
            } catch (IOException e) {
                throw FileFailures.explained(lockFile, e);
            }
        }
    }

    private static boolean behind(Path file, Connection connection) throws SQLException {
        int version = version(connection);
        if (version > VERSION) {
            int oldest = oldestReader(connection, version);
            if (oldest > VERSION) {
                throw newer(file.toString(), version, oldest, VERSION);
            }
        }
        return version < VERSION;
    }

    /// What a newer schema says of the programs that may use it; where it says nothing, none but its own.
    private static int oldestReader(Connection connection, int version) throws SQLException {
        try (var statement = connection.createStatement()) {
            var sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'oldest_reader'";
            try (var table = statement.executeQuery(sql)) {
                if (table.getInt(1) == 0) {
                    return version;
                }
            }
            try (var result = statement.executeQuery("SELECT schema FROM oldest_reader")) {
                return result.next() ? result.getInt(1) : version;
            }
        }
    }

    static StoreException newer(String place, int version, int oldest, int known) {
        return new StoreException(
                Kind.BROKEN,
                "%s was written by a newer Metta Sweep (schema %d; only programs of schema %d or later understand it, this one is of %d); use the newer program"
                        .formatted(place, version, oldest, known));
    }

    private static int version(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("PRAGMA user_version")) {
            return result.getInt(1);
        }
    }

    /// A copy of the database as it is, beside it, for whoever wants to go back: `metta.db.schema-3`.
    private static void keepCopy(Path file, Connection connection) throws SQLException, IOException {
        int version = version(connection);
        if (version == 0) {
            return;
        }
        var copy = file.resolveSibling("%s.schema-%d".formatted(file.getFileName(), version));
        var draft = file.resolveSibling("." + copy.getFileName() + ".tmp");
        Files.deleteIfExists(draft);
        try (var statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, draft.toString());
            statement.execute();
        }
        Files.move(draft, copy, StandardCopyOption.ATOMIC_MOVE);
        Folders.sync(file.resolveSibling("."));
    }

    /// Write-ahead logging is set here, once: the file remembers it.
    private static void migrate(Path file, String url, Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
        }
        FLYWAY_LOG.setLevel(Level.WARNING);
        var source = new SQLiteDataSource();
        source.setUrl(url);
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:metta/sweep/store/sqlite")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StoreException(
                    Kind.BROKEN,
                    "%s could not be brought to schema %d; is it another program's database? (%s)"
                            .formatted(file, VERSION, e.getMessage()),
                    e);
        }
    }
}
