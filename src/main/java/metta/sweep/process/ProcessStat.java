package metta.sweep.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// One process as `/proc/PID/stat` describes it.
///
/// @param state the kernel's letter: `Z` and `X` are over
/// @param startTicks when it started, in clock ticks since the boot
public record ProcessStat(long pid, char state, long parent, long group, long session, long startTicks) {
    private static final int START_TICKS = 19;

    /// Empty if there is no such process (any more).
    public static Optional<ProcessStat> read(long pid) {
        try {
            var bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "stat"));
            return parse(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (IOException _) {
            // Also when it ends while being read.
            return Optional.empty();
        }
    }

    /// The second field is the program's name in parentheses. It may hold spaces, parentheses and line ends, so the
    /// other fields are counted from the last parenthesis.
    static Optional<ProcessStat> parse(String text) {
        int open = text.indexOf(" (");
        int close = text.lastIndexOf(") ");
        if (open < 0 || close < 0) {
            return Optional.empty();
        }
        var fields = text.substring(close + 2).strip().split(" ", -1);
        if (fields.length <= START_TICKS) {
            return Optional.empty();
        }
        return Optional.of(new ProcessStat(
                Long.parseLong(text.substring(0, open)),
                fields[0].charAt(0),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[START_TICKS])));
    }

    public boolean alive() {
        return state != 'Z' && state != 'X' && state != 'x';
    }

    /// Asks it to end (TERM).
    public void terminate() {
        handle().ifPresent(ProcessHandle::destroy);
    }

    /// Ends it (KILL).
    public void kill() {
        handle().ifPresent(ProcessHandle::destroyForcibly);
    }

    /// A handle checks the start time before it signals. The order matters: if the id had gone to another process
    /// before the handle was made, the second look would show it.
    private Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid)
                .filter(_ ->
                        read(pid).filter(now -> now.startTicks() == startTicks).isPresent());
    }
}
