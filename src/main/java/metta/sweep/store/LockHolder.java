package metta.sweep.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The process that holds a lock on a file, as the kernel lists it: for people who wait for it.
final class LockHolder {
    private static final Path LOCKS = Path.of("/proc/locks");

    private LockHolder() {}

    /// Its id; empty where the kernel does not say, as of processes on other machines or in other containers.
    static Optional<Long> of(Path file) {
        try (var lines = Files.lines(LOCKS)) {
            var inode = ":" + Files.getAttribute(file, "unix:ino");
            // 1: POSIX  ADVISORY  WRITE 4711 fe:00:123456 0 9223372036854775806
            return lines.map(line -> line.trim().split("\\s+", -1))
                    .filter(words -> words.length > 5 && words[1].equals("POSIX") && words[5].endsWith(inode))
                    .map(words -> Long.parseLong(words[4]))
                    .filter(process -> process > 0)
                    .findFirst();
        } catch (IOException _) {
            return Optional.empty(); // It is a hint, and the wait is told of without it.
        }
    }
}
