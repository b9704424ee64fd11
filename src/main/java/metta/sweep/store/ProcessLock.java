package metta.sweep.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A lock between processes, and between the threads of this one, on a file that is never deleted.
///
/// The kernel drops a process's lock as soon as the process closes *any* channel on the file. So there is one channel a
/// file in this process, shared by all who lock it and closed by the last one.
///
/// Where the file can only be read, so can all that it protects: there it keeps writers elsewhere away, and not other
/// readers. Where there is none and none can be made, nobody has ever written there by that way.
final class ProcessLock implements AutoCloseable {
    private static final Map<Path, Shared> OPEN = new HashMap<>();
    private final Shared shared;

    /// The lock while it is held.
    interface Held extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    private ProcessLock(Shared shared) {
        this.shared = shared;
    }

    /// The lock on `file`, which is created if it is absent and can be; its directory must be there.
    static ProcessLock open(Path file) throws IOException {
        var directory = file.toAbsolutePath().getParent();
        var real = directory == null ? file : directory.toRealPath().resolve(file.getFileName());
        synchronized (OPEN) {
            var shared = OPEN.get(real);
            if (shared == null) {
                shared = new Shared(real);
                OPEN.put(real, shared);
            }
            shared.users++;
            return new ProcessLock(shared);
        }
    }

    /// Waits until nobody else holds the lock, and takes it. It cannot be taken twice by the same thread.
    Held hold() throws IOException {
        shared.mutex.lock();
        boolean locked = false;
        try {
            var lock = shared.lock();
            locked = true;
            return () -> {
                try {
                    if (lock.isPresent()) {
                        lock.get().release();
                    }
                } finally {
                    shared.mutex.unlock();
                }
            };
        } finally {
            if (!locked) {
                shared.mutex.unlock();
            }
        }
    }

    /// Gives up this use of the lock, which must not be held by it.
    @Override
    public void close() throws IOException {
        synchronized (OPEN) {
            shared.users--;
            if (shared.users == 0) {
                OPEN.remove(shared.path);
                shared.close();
            }
        }
    }

    private static final class Shared {
        private final ReentrantLock mutex = new ReentrantLock();
        private final Path path;
        private Optional<OpenedFile> file;
        private int users;

        Shared(Path path) throws IOException {
            this.path = path;
            this.file = OpenedFile.openIfPossible(path);
        }

        /// Waiting survives an interrupt, which is kept: the channel that it closes held no lock yet.
        Optional<FileLock> lock() throws IOException {
            if (file.isEmpty()) {
                return Optional.empty();
            }
            boolean interrupted = Thread.interrupted();
            try {
                while (true) {
                    try {
                        return Optional.of(lock(file.get()));
                    } catch (FileLockInterruptionException | ClosedByInterruptException e) {
                        interrupted = Thread.interrupted() || e != null;
                        close();
                        file = Optional.of(OpenedFile.open(path));
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private static FileLock lock(OpenedFile file) throws IOException {
            boolean shared = file.unwritable().isPresent();
            return file.file().getChannel().lock(0, Long.MAX_VALUE, shared);
        }

        void close() throws IOException {
            if (file.isPresent()) {
                file.get().close();
            }
        }
    }
}
