package metta.sweep.process;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/// Where a process id means something: one boot of one machine, seen from one PID namespace.
///
/// @param bootId the kernel's id of the machine's current boot
/// @param pidNamespace as `/proc/self/ns/pid` names it; containers have their own
/// @param id of the installation, as `/etc/machine-id` has it; "" where it is not known
public record Machine(String host, String bootId, String pidNamespace, String id) {
    private static final Path KERNEL = Path.of("/proc/sys/kernel");
    private static final Path ID = Path.of("/etc/machine-id");
    private static final Path STAT = Path.of("/proc/stat");
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final Path BOOT_ID = KERNEL.resolve("random/boot_id");

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
                    Files.readString(BOOT_ID).strip(),
                    Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString(),
                    Files.isReadable(ID) ? Files.readString(ID).strip() : "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell which machine this is: " + e.getMessage(), e);
        }
    }

    /// The memory that all processes here may have together: the machine's, or what its container is limited to.
    public static long memoryBytes() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    /// When this machine was started, by its clock as it is now.
    public static Instant upSince() {
        try (var lines = Files.lines(STAT)) {
            return lines.filter(line -> line.startsWith("btime "))
                    .map(line -> Instant.ofEpochSecond(Long.parseLong(line.substring("btime ".length()))))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no btime in " + STAT));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell when this machine was started: " + e.getMessage(), e);
        }
    }

    /// The boot id decides: host names change, and are the same in many containers. Of another boot of a machine of
    /// that name and installation, time tells whether it was before this one: installations are copied with their
    /// ids. But where a container has a boot id of its own, `/proc/stat` tells of the machine below it.
    ///
    /// @param at when something was done there
    public Place seenFrom(Machine here, Instant at) {
        return seenFrom(here, at, Machine::bootIdIsItsOwn);
    }

    Place seenFrom(Machine here, Instant at, BooleanSupplier bootIdIsItsOwn) {
        if (bootId.equals(here.bootId)) {
            return pidNamespace.equals(here.pidNamespace) ? Place.HERE : Place.OTHER_NAMESPACE;
        }
        boolean known = known(id) && known(here.id);
        boolean perhaps = host.equals(here.host) && (!known || id.equals(here.id));
        // What is read for this is read where it matters alone: jobs of the present boot are asked for all the time.
        return perhaps && (!at.isAfter(upSince()) || (known && bootIdIsItsOwn.getAsBoolean()))
                ? Place.EARLIER_BOOT
                : Place.OTHER_HOST;
    }

    /// Images of systems may come without an id, or with a word in its place.
    private static boolean known(String id) {
        return !id.isEmpty() && !id.equals("uninitialized");
    }

    /// Whether something else was put in the place of the kernel's own boot id, as containers have it.
    private static boolean bootIdIsItsOwn() {
        try (var mounts = Files.lines(MOUNTS)) {
            return mounts.anyMatch(line -> line.contains(" " + BOOT_ID + " "));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell whose boot id this is: " + e.getMessage(), e);
        }
    }
}
