package metta.sweep;

import java.nio.file.Path;

/// Nothing can be started for want of space on a disk. The sweep pauses: nothing is lost, and what runs goes on.
public final class DiskFullException extends SweepException {
    private static final long serialVersionUID = 1L;

    public DiskFullException(Path path) {
        super(Exit.IO, message(path));
    }

    public DiskFullException(Path path, Throwable cause) {
        super(Exit.IO, message(path), cause);
    }

    /// What to say where the disk that holds `path` is full.
    public static String message(Path path) {
        return "the disk that holds %s is full; nothing recorded is lost, and jobs that run go on by themselves. Free some space, then run the same command again"
                .formatted(path);
    }
}
