package metta.sweep.arena;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Whether this process was asked to end (SIGTERM, SIGINT). It then waits a while for the training to save itself.
final class StopSignal {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch saved = new CountDownLatch(1);
    private volatile boolean asked;

    /// A signal wired to the end of this process.
    static StopSignal ofThisProcess() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::askAndWait, "save before the end"));
        return signal;
    }

    private void askAndWait() {
        ask();
        try {
            if (!saved.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("Error: no checkpoint within " + PATIENCE.toSeconds() + " s of the request to stop");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void ask() {
        asked = true;
    }

    boolean asked() {
        return asked;
    }

    /// Nothing is left to save: the process may end.
    void release() {
        saved.countDown();
    }
}
