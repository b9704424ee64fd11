package metta.sweep.store;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import metta.sweep.StoreException;

/// A lock between processes, and between the threads of this one, on a file that is never deleted.
///
/// The kernel drops a process's lock as soon as the process closes *any* channel on the file. So there is one channel a
/// file in this process, shared by all who lock it and closed by the last one.
///
/// Where the file can only be read, so can all that it protects: there it keeps writers elsewhere away, and not other
/// readers. Where there is none and none can be made, nobody has ever written there by that way.
final class ProcessLock implements AutoCloseable {
    /// As long as the other stores wait for a busy database.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(2);
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
            if (shared == null || !shared.current()) {
                shared = new Shared(real);
                OPEN.put(real, shared);
            }
            shared.users++;
            return new ProcessLock(shared);
        }
    }

    /// Waits until nobody else holds the lock, and takes it. It cannot be taken twice by the same thread.
    ///
    /// @throws StoreException that another process may hold it for ever, because it was stopped
    Held hold() throws IOException {
        return hold(PATIENCE);
    }

    /// @param patience how long another process may hold it
    Held hold(Duration patience) throws IOException {
        shared.mutex.lock();
        boolean locked = false;
        try {
            var lock = shared.lock(patience);
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

    /// Whether this is the lock that others find at its path too: a folder may be deleted and made anew.
    boolean current() {
        return shared.current();
    }

    /// Gives up this use of the lock, which must not be held by it.
    @Override
    public void close() throws IOException {
        synchronized (OPEN) {
            shared.users--;
            if (shared.users == 0) {
                OPEN.remove(shared.path, shared);
                shared.close();
            }
        }
    }

    private static final class Shared {
        private final ReentrantLock mutex = new ReentrantLock();
        private final Path path;
        private final Optional<OpenedFile> file;
        private int users;

        Shared(Path path) throws IOException {
            this.path = path;
            this.file = OpenedFile.openIfPossible(path);
        }

        Optional<FileLock> lock(Duration patience) throws IOException {
            if (file.isEmpty()) {
                return Optional.empty();
            }
            boolean interrupted = false;
            try {
                var lock = attempt(file.get());
                for (int tries = 1; lock.isEmpty(); tries++) {
                    if (PAUSE.multipliedBy(tries).compareTo(patience) > 0) {
                        throw busy(patience);
                    }
                    try {
                        Thread.sleep(PAUSE);
                    } catch (InterruptedException _) {
                        interrupted = true; // Kept for whoever called: a wait is over soon.
                    }
                    lock = attempt(file.get());
                }
                return lock;
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private static Optional<FileLock> attempt(OpenedFile file) throws IOException {
            boolean shared = file.unwritable().isPresent();
            return Optional.ofNullable(file.file().getChannel().tryLock(0, Long.MAX_VALUE, shared));
        }

        private StoreException busy(Duration patience) {
            var holder = LockHolder.of(path).map("process %d has"::formatted).orElse("another process has");
            var hint = LockHolder.of(path)
                    .map("; if it was stopped, `kill -CONT %d` lets it go on"::formatted)
                    .orElse("");
            return new StoreException(
                    StoreException.Kind.TRANSIENT,
                    "%s is busy: %s held its lock for more than %d seconds%s"
                            .formatted(path, holder, patience.toSeconds(), hint));
        }

        boolean current() {
            return file.isEmpty() || file.get().at(path);
        }

        void close() throws IOException {
            if (file.isPresent()) {
                file.get().close();
            }
        }
    }
}
