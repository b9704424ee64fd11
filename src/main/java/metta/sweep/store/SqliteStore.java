package metta.sweep.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import metta.sweep.StoreException;
import metta.sweep.json.Json;
import metta.sweep.space.Configuration;
import org.sqlite.SQLiteConfig;

/// Keeps all sweeps in one SQLite file.
///
/// A transaction that may write locks the whole file. SQLite's native library is unpacked at each start unless the
/// system properties `org.sqlite.lib.path` and `org.sqlite.lib.name` say where it lies unpacked. Never open the file by
/// any other way in the same process: closing it would drop the locks that SQLite holds on it.
final class SqliteStore implements Dialect {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final Path file;
    private final Duration patience;
    /// Which file it is that was connected to.
    private Optional<Object> identity = Optional.empty();

    private SqliteStore(Path file, Duration patience) {
        this.file = file;
        this.patience = patience;
    }

    /// Opens the store in `file`, which is created with its directory if it is absent.
    static SqlStore open(Path file) {
        return open(file, PATIENCE);
    }

    /// @param patience how long a call waits for other processes that write
    static SqlStore open(Path file, Duration patience) {
        var absolute = file.toAbsolutePath();
        refuseNetwork(absolute);
        try {
            Durably.createDirectories(absolute.resolveSibling(".").normalize());
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.BROKEN, "cannot create the folder of %s: %s".formatted(absolute, e), e);
        }
        var database = new Database(new SqliteStore(absolute, patience));
        database.connect();
        return new SqlStore(database);
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

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public Connection connect() throws SQLException {
        var config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        config.setBusyTimeout(Math.toIntExact(patience.toMillis()));
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        var url = "jdbc:sqlite:" + file.toUri();
        var connection = config.createConnection(url);
        boolean usable = false;
        try {
            SqliteSchema.bringUpToDate(file, url, connection);
            identity = identity();
            usable = true;
            return connection;
        } finally {
            if (!usable) {
                connection.close();
            }
        }
    }

    /// What is written into a file that was removed, nobody would ever find.
    @Override
    public void requireInPlace() {
        if (!identity.equals(identity())) {
            throw new StoreException(
                    StoreException.Kind.BROKEN,
                    "%s was removed or replaced while it was in use; nothing more is recorded. Put it back as it was, or restore the newest snapshot (`metta sweep restore`), and run the same command again"
                            .formatted(file));
        }
    }

    /// The one known before where it cannot be asked: then the transaction says what is wrong.
    private Optional<Object> identity() {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException _) {
            return identity;
        }
    }

    @Override
    public boolean reconnects() {
        return false;
    }

    @Override
    public String beginRead() {
        return "BEGIN";
    }

    @Override
    public String beginWrite() {
        return "BEGIN IMMEDIATE";
    }

    @Override
    public String lock() {
        return "";
    }

    @Override
    public int knownSchema() {
        return SqliteSchema.VERSION;
    }

    @Override
    public String schemaColumn() {
        return "(SELECT user_version FROM pragma_user_version)";
    }

    @Override
    public String configurationColumn() {
        return "json_extract(document, '$.observation.configuration.values')";
    }

    @Override
    public Configuration configuration(String fetched) {
        return Configuration.of(Json.readTree(fetched));
    }

    @Override
    public String storable(String text) {
        return text;
    }

    @Override
    public StoreException explained(SQLException failure) {
        return SqliteFailures.explained(file, failure);
    }
}
