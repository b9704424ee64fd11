package metta.sweep.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import metta.sweep.StoreException;
import metta.sweep.json.Json;

/// One connection to a database, used by one thread at a time: whole transactions, and statements that are prepared
/// once. Where the dialect allows it, a connection that broke gives way to a new one with the next transaction.
final class Database implements AutoCloseable {
    private final Dialect dialect;
    private final ReentrantLock mutex = new ReentrantLock();
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>();
    private Optional<Connection> connection = Optional.empty();
    private boolean closed;

    /// What is done in a transaction.
    interface Work<T> {
        T run() throws SQLException;
    }

    /// Makes a value of a result's current row.
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /// A database to which the first transaction connects, or [#connect].
    Database(Dialect dialect) {
        this.dialect = dialect;
    }

    Dialect dialect() {
        return dialect;
    }

    /// Connects now, to learn at once whether it can be done.
    void connect() {
        mutex.lock();
        try {
            connected();
        } catch (SQLException e) {
            throw dialect.explained(e);
        } finally {
            mutex.unlock();
        }
    }

    /// Runs `work` in a transaction that may write, and that has reached the disk when this returns.
    <T> T write(Work<T> work) {
        return transaction(dialect.beginWrite(), work);
    }

    /// Runs `work` on one state of the database, whatever others write meanwhile.
    <T> T read(Work<T> work) {
        return transaction(dialect.beginRead(), work);
    }

    /// Runs a part of a transaction's work where no checked exception may pass.
    <T> T inside(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw dialect.explained(e);
        }
    }

    /// Runs one statement that writes, inside a transaction, and returns how many rows it changed.
    int update(String sql, Object... values) throws SQLException {
        return bound(sql, values).executeUpdate();
    }

    /// Runs one statement for each of `rows`, inside a transaction.
    void updateAll(String sql, List<Object[]> rows) throws SQLException {
        var statement = statement(sql);
        for (var row : rows) {
            bind(statement, row);
            statement.addBatch();
        }
        statement.executeBatch();
    }

    /// All rows of a query, inside a transaction.
    <T> List<T> query(String sql, Row<T> row, Object... values) throws SQLException {
        var all = new ArrayList<T>();
        forEach(sql, row, all::add, values);
        return all;
    }

    /// Hands over the rows of a query one by one, inside a transaction.
    <T> void forEach(String sql, Row<T> row, Consumer<? super T> taker, Object... values) throws SQLException {
        try (var results = bound(sql, values).executeQuery()) {
            while (results.next()) {
                taker.accept(row.of(results));
            }
        }
    }

    /// The first row of a query, inside a transaction.
    <T> Optional<T> find(String sql, Row<T> row, Object... values) throws SQLException {
        return query(sql, row, values).stream().findFirst();
    }

    @Override
    public void close() {
        mutex.lock();
        try {
            closed = true;
            if (connection.isPresent()) {
                try (var _ = connection.get()) {
                    connection = Optional.empty();
                    for (var statement : statements.values()) {
                        statement.close();
                    }
                    statements.clear();
                }
            }
        } catch (SQLException e) {
            throw dialect.explained(e);
        } finally {
            mutex.unlock();
        }
    }

    private <T> T transaction(String begin, Work<T> work) {
        mutex.lock();
        try {
            if (closed) {
                throw new StoreException(StoreException.Kind.BROKEN, "the store in " + dialect.place() + " was closed");
            }
            var open = connected();
            dialect.requireInPlace();
            boolean done = false;
            try {
                statement(begin).executeUpdate();
                var result = work.run();
                statement("COMMIT").executeUpdate();
                done = true;
                return result;
            } finally {
                if (!done) {
                    rollBack(open);
                }
            }
        } catch (SQLException e) {
            throw dialect.explained(e);
        } catch (Json.InvalidJsonException e) {
            throw new StoreException(
                    StoreException.Kind.BROKEN,
                    "%s holds what this program does not know (%s); was it written by a newer Metta Sweep?"
                            .formatted(dialect.place(), e.getMessage()),
                    e);
        } finally {
            mutex.unlock();
        }
    }

    private Connection connected() throws SQLException {
        if (connection.isEmpty()) {
            connection = Optional.of(dialect.connect());
        }
        return connection.get();
    }

    /// Leaves the database usable after a failure. It may already have rolled the transaction back by itself, and the
    /// driver's statements may be left half-way: they are prepared anew.
    private void rollBack(Connection open) {
        var old = List.copyOf(statements.values());
        statements.clear();
        for (var each : old) {
            try {
                each.close();
            } catch (SQLException _) {
                // Closing repeats the failure that the statement had.
            }
        }
        try (Statement statement = open.createStatement()) {
            statement.executeUpdate("ROLLBACK");
        } catch (SQLException _) {
            // Either no transaction is left open, which is all there is to achieve here, or the connection is broken.
            if (dialect.reconnects()) {
                abandon(open);
            }
        }
    }

    private void abandon(Connection broken) {
        connection = Optional.empty();
        try {
            broken.close();
        } catch (SQLException _) {
            // It was broken; the next transaction gets another.
        }
    }

    private PreparedStatement bound(String sql, Object... values) throws SQLException {
        var statement = statement(sql);
        bind(statement, values);
        return statement;
    }

    private PreparedStatement statement(String sql) throws SQLException {
        var statement = statements.get(sql);
        if (statement == null) {
            statement = connected().prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    /// An empty `Optional` stands for NULL.
    private void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            var value = values[i] instanceof Optional<?> optional ? optional.orElse(null) : values[i];
            if (value == null) {
                statement.setNull(i + 1, Types.NULL);
            } else {
                statement.setObject(i + 1, value instanceof String text ? dialect.storable(text) : value);
            }
        }
    }
}
