package metta.sweep.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import metta.sweep.SweepException;
import metta.sweep.telemetry.Reasons;

/// The kernel's word on whether a controller of a sweep lives on this machine: it drops the lock when the process dies,
/// however it dies. The file itself means nothing and stays.
final class ControllerLock implements AutoCloseable {
    private final FileChannel channel;

    private ControllerLock(FileChannel channel) {
        this.channel = channel;
    }

    /// The lock, or nothing where another process holds it.
    static Optional<ControllerLock> tryTake(Path sweepFolder) {
        var file = sweepFolder.resolve("controller.lock");
        try {
            Files.createDirectories(sweepFolder);
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new ControllerLock(channel));
        } catch (IOException e) {
            throw new SweepException(
                    SweepException.Exit.IO,
                    "%s cannot be locked: %s; check that the folder is writable and has space"
                            .formatted(file, Reasons.of(e)),
                    e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new SweepException(SweepException.Exit.IO, "the controller's lock could not be given back: " + e, e);
        }
    }
}
