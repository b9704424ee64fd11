package metta.sweep.store;

import java.sql.SQLException;
import java.util.Optional;
import metta.sweep.StoreException;
import metta.sweep.StoreException.Kind;

/// Says what can be done about a failure of PostgreSQL, by its SQLSTATE (PostgreSQL manual, appendix A).
final class PostgresFailures {
    private PostgresFailures() {}

    static StoreException explained(String place, SQLException failure) {
        var state = Optional.ofNullable(failure.getSQLState()).orElse("");
        return switch (state) {
            case "08004", "28000", "28P01" ->
                failed(
                        Kind.BROKEN,
                        "%s lets nobody in with this user and password; give them in the address, PGPASSWORD or ~/.pgpass",
                        place,
                        failure);
            case "3D000" -> failed(Kind.BROKEN, "%s does not exist; make the database with createdb", place, failure);
            case "42501" -> failed(Kind.BROKEN, "%s does not let this user do that", place, failure);
            case "42P06", "42P07" ->
                failed(Kind.BROKEN, "%s has such tables already; are they another program's?", place, failure);
            case "53100" ->
                failed(
                        Kind.DISK_FULL,
                        "the disk of %s is full. Free some space there and run the same command again",
                        place,
                        failure);
            case "55P03" ->
                failed(
                        Kind.TRANSIENT,
                        "%s is busy: another process has been writing to this sweep for long; run the same command again",
                        place,
                        failure);
            default ->
                passes(state)
                        ? failed(
                                Kind.TRANSIENT,
                                "%s cannot be reached or lost the connection; see that the server runs, and run the same command again",
                                place,
                                failure)
                        : failed(Kind.BROKEN, "%s could not do what was asked", place, failure);
        };
    }

    /// Connections that break, servers that stop, start or fail over (a standby is read-only), deadlocks, too many
    /// clients, too little memory: another try may find another world.
    private static boolean passes(String state) {
        boolean connection = state.startsWith("08") && !state.equals("08P01");
        boolean server = state.startsWith("57P") && !state.equals("57P04");
        boolean crowd = state.startsWith("53") || state.startsWith("40");
        return connection || server || crowd || state.equals("25P03") || state.equals("25006");
    }

    private static StoreException failed(Kind kind, String what, String place, SQLException failure) {
        return new StoreException(kind, "%s (%s)".formatted(what.formatted(place), failure.getMessage()), failure);
    }
}
