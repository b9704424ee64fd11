package metta.sweep.store;

import java.io.IOException;
import java.nio.file.Path;
import metta.sweep.StoreException;
import metta.sweep.StoreException.Kind;

/// Says what can be done about a failure to read or write a file.
final class FileFailures {
    private FileFailures() {}

    static StoreException explained(Path path, IOException failure) {
        var message = String.valueOf(failure.getMessage());
        if (message.contains("No space left on device") || message.contains("Disk quota exceeded")) {
            return diskFull(path, failure);
        }
        return new StoreException(
                Kind.BROKEN,
                "%s cannot be read or written; check that you may write there (%s)".formatted(path, failure),
                failure);
    }

    static StoreException diskFull(Path path, Throwable cause) {
        return new StoreException(
                Kind.DISK_FULL,
                "the disk that holds %s is full; free some space and run the same command again; nothing recorded is lost"
                        .formatted(path),
                cause);
    }
}
