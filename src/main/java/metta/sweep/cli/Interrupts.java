package metta.sweep.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C and SIGTERM: the controller's thread is interrupted and gets a moment to give its lease back.
final class Interrupts implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Duration patience;
    private final Thread hook;
    private volatile boolean came;

    private Interrupts(Thread worker, Runnable farewell, Duration patience) {
        this.patience = patience;
        this.hook = new Thread(() -> {
            came = true;
            farewell.run();
            worker.interrupt();
            awaitWorker();
        });
    }

    /// From now on a signal says `farewell` and interrupts the current thread.
    static Interrupts watch(Runnable farewell) {
        return watch(farewell, PATIENCE);
    }

    /// The same, for a thread that may need longer to come to rest.
    static Interrupts watch(Runnable farewell, Duration patience) {
        var interrupts = new Interrupts(Thread.currentThread(), farewell, patience);
        Runtime.getRuntime().addShutdownHook(interrupts.hook);
        return interrupts;
    }

    /// Whether there was a signal.
    boolean came() {
        return came;
    }

    private void awaitWorker() {
        try {
            if (!done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("metta: the controller did not come to rest in time; its lease will run out");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The machine is shutting down already: the hook runs, and has just been told that it need not wait.
        }
    }
}
