package metta.sweep.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// A lock between processes, and between the threads of this one, on a file that is never deleted.
///
/// The kernel drops a process's lock as soon as the process closes *any* channel on the file. So there is one channel a
/// file in this process, shared by all who lock it and closed by the last one.
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

    /// The lock on `file`, which is created if it is absent; its directory must be there.
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
                    lock.release();
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
                shared.file.close();
            }
        }
    }

    private static final class Shared {
        private final ReentrantLock mutex = new ReentrantLock();
        private final Path path;
        private RandomAccessFile file;
        private int users;

        Shared(Path path) throws IOException {
            this.path = path;
            this.file = new RandomAccessFile(path.toFile(), "rw");
        }

        /// Waiting survives an interrupt, which is kept: the channel that it closes held no lock yet.
        FileLock lock() throws IOException {
            boolean interrupted = Thread.interrupted();
            try {
                while (true) {
                    try {
                        return file.getChannel().lock();
                    } catch (FileLockInterruptionException | ClosedByInterruptException e) {
                        interrupted = Thread.interrupted() || e != null;
                        file.close();
                        file = new RandomAccessFile(path.toFile(), "rw");
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
