package metta.sweep.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import metta.sweep.StoreException;
import metta.sweep.StoreException.Kind;
import org.sqlite.SQLiteException;

/// Says what can be done about a failure of SQLite.
final class SqliteFailures {
    private static final long NO_SPACE_BYTES = 1 << 20;

    private SqliteFailures() {}

    static StoreException explained(Path file, SQLException failure) {
        int code = failure instanceof SQLiteException sqlite ? sqlite.getResultCode().code & 0xff : 0;
        return switch (code) {
            case 5, 6 ->
                new StoreException(
                        Kind.TRANSIENT,
                        "%s is busy: another process has been writing to it for long; run the same command again"
                                .formatted(file),
                        failure);
            case 13 -> FileFailures.diskFull(file, failure);
            case 10 ->
                full(file) ? FileFailures.diskFull(file, failure) : broken(file, "cannot be read or written", failure);
            case 3, 8, 14, 23 ->
                broken(file, "cannot be opened for writing; check that you may write to it and its folder", failure);
            case 11, 26 ->
                broken(file, "is damaged or no SQLite database; restore it from a copy, or move it away", failure);
            default -> broken(file, "could not do what was asked", failure);
        };
    }

    private static StoreException broken(Path file, String what, SQLException failure) {
        return new StoreException(Kind.BROKEN, "%s %s (%s)".formatted(file, what, failure.getMessage()), failure);
    }

    private static boolean full(Path file) {
        try {
            return Files.getFileStore(file).getUsableSpace() < NO_SPACE_BYTES;
        } catch (IOException _) {
            return false;
        }
    }
}
