package metta.sweep;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The process that holds a sweep, precise enough to tell it from any other, ever.
///
/// @param bootId the kernel's id of the machine's current boot
/// @param pidNamespace where the process id means something; absent where an older version took the lease
public record Owner(String host, String bootId, Optional<String> pidNamespace, long pid, Instant since) {
    /// A process of which no more is known.
    public Owner(String host, String bootId, long pid, Instant since) {
        this(host, bootId, Optional.empty(), pid, since);
    }

    @Override
    public String toString() {
        return "process %d on %s since %s".formatted(pid, host, since.truncatedTo(ChronoUnit.SECONDS));
    }
}
