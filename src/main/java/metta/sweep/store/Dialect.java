package metta.sweep.store;

import java.sql.Connection;
import java.sql.SQLException;
import metta.sweep.StoreException;
import metta.sweep.space.Configuration;

/// What the databases that speak SQL do each in their own way.
interface Dialect {
    /// What messages call the database; no secret is in it.
    String place();

    /// A connection to a database whose schema is this program's.
    Connection connect() throws SQLException;

    /// Refuses to go on where what is connected to is not what others see any more.
    ///
    /// @throws StoreException if it was removed or replaced since
    default void requireInPlace() {}

    /// Whether a connection that breaks is worth another. If not, the one that was made first serves to the end.
    boolean reconnects();

    /// Begins a transaction that reads one state of the database.
    String beginRead();

    /// Begins a transaction that may write.
    String beginWrite();

    /// Follows a query for a sweep's row, so that only this transaction writes to the sweep until it ends.
    String lock();

    /// The version of the schema that this program knows.
    int knownSchema();

    /// What is fetched to learn the version of the schema: it may rise while this program works.
    String schemaColumn();

    /// What is fetched of a run to learn its observed configuration.
    String configurationColumn();

    /// The observed configuration in what [#configurationColumn] fetched.
    Configuration configuration(String fetched);

    /// The text as the database can keep it.
    String storable(String text);

    /// What went wrong, and what can be done about it.
    StoreException explained(SQLException failure);
}
