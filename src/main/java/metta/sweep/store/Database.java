package metta.sweep.store;

import java.nio.file.Path;
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

/// One SQLite connection, used by one thread at a time: whole transactions, and statements that are prepared once.
///
/// Never open the file by any other way in the same process: closing it would drop the locks that SQLite holds on it.
final class Database implements AutoCloseable {
    private final Path file;
    private final Connection connection;
    private final ReentrantLock mutex = new ReentrantLock();
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>();

    /// What is done in a transaction.
    interface Work<T> {
        T run() throws SQLException;
    }

    /// Makes a value of a result's current row.
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    Database(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /// Runs `work` in a transaction that may write, and that has reached the disk when this returns.
    <T> T write(Work<T> work) {
        return transaction("BEGIN IMMEDIATE", work);
    }

    /// Runs `work` on one state of the database, whatever others write meanwhile.
    <T> T read(Work<T> work) {
        return transaction("BEGIN", work);
    }

    /// Runs a part of a transaction's work where no checked exception may pass.
    <T> T inside(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw SqliteFailures.explained(file, e);
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
        try (connection) {
            for (var statement : statements.values()) {
                statement.close();
            }
            statements.clear();
        } catch (SQLException e) {
            throw SqliteFailures.explained(file, e);
        } finally {
            mutex.unlock();
        }
    }

    private <T> T transaction(String begin, Work<T> work) {
        mutex.lock();
        try {
            if (connection.isClosed()) {
                throw new StoreException(StoreException.Kind.BROKEN, "the store in " + file + " was closed");
            }
            boolean done = false;
            try {
                statement(begin).executeUpdate();
                var result = work.run();
                statement("COMMIT").executeUpdate();
                done = true;
                return result;
            } finally {
                if (!done) {
                    rollBack();
                }
            }
        } catch (SQLException e) {
            throw SqliteFailures.explained(file, e);
        } finally {
            mutex.unlock();
        }
    }

    /// Leaves the connection usable after a failure. SQLite itself may already have rolled the transaction back,
    /// and the driver's statements may be left half-way: they are prepared anew.
    private void rollBack() {
        var old = List.copyOf(statements.values());
        statements.clear();
        for (var each : old) {
            try {
                each.close();
            } catch (SQLException _) {
                // Closing repeats the failure that the statement had.
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("ROLLBACK");
        } catch (SQLException _) {
            // No transaction is left open: all there is to achieve here.
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
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    /// An empty `Optional` stands for NULL.
    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            var value = values[i] instanceof Optional<?> optional ? optional.orElse(null) : values[i];
            if (value == null) {
                statement.setNull(i + 1, Types.NULL);
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }
}
