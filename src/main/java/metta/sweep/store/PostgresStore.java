package metta.sweep.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import metta.sweep.StoreException;
import metta.sweep.config.PostgresAddress;
import metta.sweep.space.Configuration;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/// Keeps all sweeps in one schema of a PostgreSQL database, for controllers on any machine.
///
/// The first call connects, and a connection that broke is made anew with the next. Writers of one sweep queue up at
/// its row.
final class PostgresStore implements Dialect {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Used where the address names no `currentSchema`.
    private static final String SCHEMA = "metta";

    private final PostgresAddress address;
    private final Map<String, String> environment;

    private final Duration patience;

    PostgresStore(PostgresAddress address, Map<String, String> environment, Duration patience) {
        this.address = address;
        this.environment = environment;
        this.patience = patience;
    }

    /// The store in a database, whose tables are made if they are absent.
    ///
    /// @param environment where `PGUSER` and `PGPASSWORD` may be
    static SqlStore at(PostgresAddress address, Map<String, String> environment) {
        return at(address, environment, PATIENCE);
    }

    /// @param patience how long a call waits for another that writes to the same sweep; and how long a controller that
    ///     was stopped in the middle of a transaction keeps others waiting
    static SqlStore at(PostgresAddress address, Map<String, String> environment, Duration patience) {
        return new SqlStore(new Database(new PostgresStore(address, environment, patience)));
    }

    @Override
    public String place() {
        return address.word();
    }

    @Override
    public Connection connect() throws SQLException {
        var settings = settings();
        var known = Optional.ofNullable(Driver.parseURL(address.jdbcUrl(), settings))
                .orElseThrow(() -> refused("is no address that the driver knows"));
        var schema = Optional.ofNullable(PGProperty.CURRENT_SCHEMA.getOrDefault(known))
                .filter(each -> each.matches("[a-z_][a-z0-9_]*"))
                .orElseThrow(() ->
                        refused("names a currentSchema that is not made of lower-case letters, digits and '_' alone"));
        var connection = Optional.ofNullable(new Driver().connect(address.jdbcUrl(), settings))
                .orElseThrow(() -> refused("is no address that the driver knows"));
        boolean usable = false;
        try {
            prepare(connection);
            PostgresSchema.bringUpToDate(place(), schema, connection);
            usable = true;
            return connection;
        } finally {
            if (!usable) {
                connection.close();
            }
        }
    }

    private StoreException refused(String why) {
        return new StoreException(StoreException.Kind.BROKEN, "%s %s".formatted(place(), why));
    }

    /// What the address does not say itself. The driver looks for a missing password in `~/.pgpass`.
    private Properties settings() {
        var settings = new Properties();
        given(address.user(), "PGUSER").ifPresent(user -> PGProperty.USER.set(settings, user));
        given(address.password(), "PGPASSWORD").ifPresent(secret -> PGProperty.PASSWORD.set(settings, secret));
        PGProperty.APPLICATION_NAME.set(settings, "metta sweep");
        PGProperty.CURRENT_SCHEMA.set(settings, SCHEMA);
        PGProperty.CONNECT_TIMEOUT.set(settings, 10);
        PGProperty.SOCKET_TIMEOUT.set(settings, 60);
        PGProperty.TCP_KEEP_ALIVE.set(settings, true);
        PGProperty.REWRITE_BATCHED_INSERTS.set(settings, true);
        return settings;
    }

    private Optional<String> given(Optional<String> inAddress, String variable) {
        return inAddress.or(() -> Optional.ofNullable(environment.get(variable)).filter(each -> !each.isEmpty()));
    }

    private void prepare(Connection connection) throws SQLException {
        var millis = patience.toMillis();
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "SET lock_timeout = %d; SET idle_in_transaction_session_timeout = %d; ".formatted(millis, millis)
                            + "SELECT set_config('synchronous_commit', 'on', false) "
                            + "WHERE current_setting('synchronous_commit') = 'off'");
        }
    }

    @Override
    public boolean reconnects() {
        return true;
    }

    @Override
    public String beginRead() {
        return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    }

    /// Each statement sees what was committed before it: once the sweep's row is locked, all that others wrote to it.
    @Override
    public String beginWrite() {
        return "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
    }

    @Override
    public String lock() {
        return " FOR UPDATE";
    }

    @Override
    public int knownSchema() {
        return PostgresSchema.VERSION;
    }

    @Override
    public String schemaColumn() {
        return "(SELECT version FROM metta_schema)";
    }

    /// PostgreSQL's own JSON functions refuse documents in which a character is NUL.
    @Override
    public String configurationColumn() {
        return "document";
    }

    @Override
    public Configuration configuration(String fetched) {
        return Documents.run(fetched).observation().orElseThrow().configuration();
    }

    /// PostgreSQL keeps no NUL in texts. In documents it stands escaped.
    @Override
    public String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }

    @Override
    public StoreException explained(SQLException failure) {
        return PostgresFailures.explained(place(), failure);
    }
}
