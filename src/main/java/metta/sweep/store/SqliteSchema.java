package metta.sweep.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import metta.sweep.StoreException;
import metta.sweep.StoreException.Kind;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteDataSource;

/// Brings a database to the schema that this program knows.
///
/// The version stands in SQLite's `user_version`, set by each migration, so that the usual start reads one number and
/// never loads Flyway.
final class SqliteSchema {
    /// What the newest `V<n>__*.sql` sets.
    static final int VERSION = 4;

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
                    var _ = lock.hold()) {
                if (behind(file, connection)) {
                    migrate(file, url, connection);
                }
            } catch (IOException e) {
                throw new StoreException(Kind.BROKEN, "cannot lock %s: %s".formatted(lockFile, e.getMessage()), e);
            }
        }
    }

    private static boolean behind(Path file, Connection connection) throws SQLException {
        int version = version(connection);
        if (version > VERSION) {
            throw new StoreException(
                    Kind.BROKEN,
                    "%s was written by a newer Metta Sweep (schema %d, this one knows up to %d); use the newer program"
                            .formatted(file, version, VERSION));
        }
        return version < VERSION;
    }

    private static int version(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("PRAGMA user_version")) {
            return result.getInt(1);
        }
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
