package metta.sweep.process;

import java.util.Optional;

/// A process, named so that no other can ever be taken for it: process ids are used again, this is not.
///
/// @param startTicks when it started, in clock ticks since the boot: field 22 of `/proc/PID/stat`
public record ProcessIdentity(long pid, long startTicks, Machine machine) {
    /// This very process.
    public static ProcessIdentity current() {
        return of(ProcessHandle.current().pid(), Machine.here())
                .orElseThrow(() -> new IllegalStateException("/proc does not show this process"));
    }

    /// The process that has the id now, if any.
    public static Optional<ProcessIdentity> of(long pid, Machine here) {
        return ProcessStat.read(pid).map(stat -> new ProcessIdentity(pid, stat.startTicks(), here));
    }

    /// Whether it runs on this machine right now. A zombie does not: it has ended, and only its parent has not looked.
    /// (`ProcessHandle.isAlive` says true for zombies.)
    public boolean alive() {
        return ProcessStat.read(pid)
                .filter(stat -> stat.startTicks() == startTicks && stat.alive())
                .isPresent();
    }
}
