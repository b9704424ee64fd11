package metta.sweep.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a process id means something: one boot of one machine, seen from one PID namespace.
///
/// @param bootId the kernel's id of the machine's current boot
/// @param pidNamespace as `/proc/self/ns/pid` names it; containers have their own
public record Machine(String host, String bootId, String pidNamespace) {
    private static final Path KERNEL = Path.of("/proc/sys/kernel");

    /// What another machine is, seen from here.
    public enum Place {
        HERE,
        /// This machine, before it was restarted: none of its processes lives.
        EARLIER_BOOT,
        /// Another container on this machine: its process ids say nothing here.
        OTHER_NAMESPACE,
        OTHER_HOST
    }

    /// The machine that this runs on.
    ///
    /// @throws UncheckedIOException if there is no `/proc` as Linux has it
    public static Machine here() {
        try {
            return new Machine(
                    Files.readString(KERNEL.resolve("hostname")).strip(),
                    Files.readString(KERNEL.resolve("random/boot_id")).strip(),
                    Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell which machine this is: " + e.getMessage(), e);
        }
    }

    /// The boot id decides: host names change, and are the same in many containers.
    public Place seenFrom(Machine here) {
        if (bootId.equals(here.bootId)) {
            return pidNamespace.equals(here.pidNamespace) ? Place.HERE : Place.OTHER_NAMESPACE;
        }
        return host.equals(here.host) ? Place.EARLIER_BOOT : Place.OTHER_HOST;
    }
}
