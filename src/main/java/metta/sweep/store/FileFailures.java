package metta.sweep.store;

import java.io.IOException;
import java.nio.file.Path;
import metta.sweep.DiskFullException;
import metta.sweep.StoreException;
import metta.sweep.StoreException.Kind;
import metta.sweep.telemetry.Reasons;

/// Says what can be done about a failure to read or write a file.
final class FileFailures {
    private FileFailures() {}

    static StoreException explained(Path path, IOException failure) {
        if (Reasons.diskFull(failure)) {
            return diskFull(path, failure);
        }
        return new StoreException(
                Kind.BROKEN,
                "%s cannot be read or written: %s; check that you may write there".formatted(path, Reasons.of(failure)),
                failure);
    }

    static StoreException diskFull(Path path, Throwable cause) {
        return new StoreException(Kind.DISK_FULL, DiskFullException.message(path), cause);
    }
}
