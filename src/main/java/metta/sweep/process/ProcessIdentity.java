package metta.sweep.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A process, named so that no other can ever be taken for it: process ids are used again, this is not.
///
/// @param startTicks when it started, in clock ticks since the boot: field 22 of `/proc/PID/stat`
public record ProcessIdentity(long pid, long startTicks, Machine machine) {
    /// The unit that Linux shows clock ticks in on every machine that Java runs on.
    private static final int MILLIS_A_TICK = 10;

    /// This very process.
    public static ProcessIdentity current() {
        return of(ProcessHandle.current().pid(), Machine.here())
                .orElseThrow(() -> new IllegalStateException("/proc does not show this process"));
    }

    /// The process that has the id now, if any.
    public static Optional<ProcessIdentity> of(long pid, Machine here) {
        return ProcessStat.read(pid).map(stat -> new ProcessIdentity(pid, stat.startTicks(), here));
    }

    /// How long ago it started, for a process of this machine since its last boot. No clock that can be set has a part
    /// in it.
    public Duration age() {
        try {
            double uptime =
                    Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0]);
            return Duration.ofMillis(Math.max(0, Math.round(uptime * 1000) - startTicks * MILLIS_A_TICK));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read /proc/uptime", e);
        }
    }

    /// Whether it runs on this machine right now. A zombie does not: it has ended, and only its parent has not looked.
    /// (`ProcessHandle.isAlive` says true for zombies.)
    public boolean alive() {
        return ProcessStat.read(pid)
                .filter(stat -> stat.startTicks() == startTicks && stat.alive())
                .isPresent();
    }
}
