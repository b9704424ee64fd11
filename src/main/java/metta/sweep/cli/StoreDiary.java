package metta.sweep.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import metta.sweep.StoreException;
import metta.sweep.store.StoreWatch;
import metta.sweep.telemetry.StructuredLog;
import metta.sweep.telemetry.StructuredLog.Level;

/// Writes what becomes of store calls into a sweep's log: what was tried again or failed always, each write at the
/// level of debugging.
record StoreDiary(StructuredLog log) implements StoreWatch {
    @Override
    public void written(String operation, Duration took, int tries) {
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
