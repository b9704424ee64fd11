package metta.sweep.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import metta.sweep.StoreException;
import metta.sweep.SweepListener;
import metta.sweep.store.StoreWatch;
import metta.sweep.telemetry.StructuredLog;
import metta.sweep.telemetry.StructuredLog.Level;

/// Writes what becomes of store calls into a sweep's log: what was tried again or failed always, each write at the
/// level of debugging. People are told where it takes a while, and once it is over.
final class StoreDiary implements StoreWatch {
    /// What passes sooner is not worth a word: about a second.
    private static final int PATIENCE = 5;

    private final StructuredLog log;
    private final SweepListener display;
    private final AtomicBoolean waits = new AtomicBoolean();

    StoreDiary(StructuredLog log, SweepListener display) {
        this.log = log;
        this.display = display;
    }

    @Override
    public void written(String operation, Duration took, int tries) {
        if (waits.compareAndSet(true, false)) {
            display.warning("the store answers again");
        }
        log.write(Level.DEBUG, "StoreWrite", details(operation, took, tries));
    }

    @Override
    public void retried(String operation, int tries, Duration wait, StoreException why) {
        var details = new LinkedHashMap<String, Object>();
        details.put("operation", operation);
        details.put("tries", tries);
        details.put("waitMillis", wait.toMillis());
        details.put("reason", String.valueOf(why.getMessage()));
        log.write(Level.WARNING, "StoreRetry", details);
        if (tries >= PATIENCE && waits.compareAndSet(false, true)) {
            display.warning("%s; trying again for a while, and jobs go on".formatted(why.getMessage()));
        }
    }

    @Override
    public void failed(String operation, Duration took, int tries, StoreException why) {
        var details = details(operation, took, tries);
        details.put("reason", String.valueOf(why.getMessage()));
        log.write(Level.WARNING, "StoreFailure", details);
    }

    private static Map<String, Object> details(String operation, Duration took, int tries) {
        var details = new LinkedHashMap<String, Object>();
        details.put("operation", operation);
        details.put("tries", tries);
        details.put("micros", took.toNanos() / 1_000);
        return details;
    }
}
