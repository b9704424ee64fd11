package metta.sweep.dispatcher;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Notices the end of jobs that another dispatcher started: nobody tells us about processes that are not our children.
/// There is a thread only while there is something to watch.
final class EndWatch implements AutoCloseable {
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();
    private final Set<Attempt> watched = ConcurrentHashMap.newKeySet();
    private final AttemptInspector inspector;
    private final Runnable onEnd;
    private @Nullable Thread thread;
    private boolean closed;

    EndWatch(AttemptInspector inspector, Runnable onEnd) {
        this.inspector = inspector;
        this.onEnd = onEnd;
    }

    synchronized void watch(Attempt attempt) {
        if (closed || !watched.add(attempt) || thread != null) {
            return;
        }
        thread = Thread.ofVirtual().name("watch adopted jobs").start(() -> {
            while (goOn()) {
                if (watched.removeIf(inspector::over)) {
                    onEnd.run();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        });
    }

    private synchronized boolean goOn() {
        if (closed || watched.isEmpty()) {
            thread = null;
            return false;
        }
        return true;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
