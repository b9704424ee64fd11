package metta.sweep.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import metta.sweep.SweepException;
import metta.sweep.telemetry.Reasons;

/// The kernel's word on whether a controller of a sweep lives on this machine: it drops the lock when the process dies,
/// however it dies. The file itself means nothing and stays.
final class ControllerLock implements AutoCloseable {
    /// The locks of this process. A second channel on such a file must not even be opened: the kernel drops the
    /// lock when the process closes any of its channels.
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private ControllerLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// The lock, or nothing where somebody else holds it.
    static Optional<ControllerLock> tryTake(Path sweepFolder) {
        try {
            var file = Files.createDirectories(sweepFolder).toRealPath().resolve("controller.lock");
            if (!OURS.add(file)) {
                return Optional.empty();
            }
            return lock(file);
        } catch (IOException e) {
            throw new SweepException(
                    SweepException.Exit.IO,
                    "%s cannot be locked: %s; check that the folder is writable and has space"
                            .formatted(sweepFolder.resolve("controller.lock"), Reasons.of(e)),
                    e);
        }
    }

    private static Optional<ControllerLock> lock(Path file) throws IOException {
        boolean held = false;
        try {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            held = channel.tryLock() != null;
            if (!held) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new ControllerLock(file, channel));
        } finally {
            if (!held) {
                OURS.remove(file);
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            OURS.remove(file);
        } catch (IOException e) {
            throw new SweepException(SweepException.Exit.IO, "the controller's lock could not be given back: " + e, e);
        }
    }
}
