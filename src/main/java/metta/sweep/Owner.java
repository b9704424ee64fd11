package metta.sweep;

import java.time.Instant;

/// The process that holds a sweep, precise enough to tell it from any other, ever.
///
/// @param bootId the kernel's id of the machine's current boot
public record Owner(String host, String bootId, long pid, Instant since) {
    @Override
    public String toString() {
        return "process %d on %s since %s".formatted(pid, host, since);
    }
}
