package metta.sweep;

import java.time.Instant;
import java.util.Map;

/// A job, described completely: whoever holds it can start it, and starting it twice is harmless.
///
/// @param token what the attempt's reports must carry to be believed
/// @param args arguments of the entry point itself, such as `policy_uri`, in the order given
/// @param overrides hyperparameters, in the order given
/// @param seed what the program should seed its randomness with
public record JobDefinition(
        JobId id,
        String sweepId,
        String token,
        Map<String, Object> args,
        Map<String, Object> overrides,
        Resources resources,
        long seed,
        Instant createdAt) {
    public JobDefinition {
        args = Ordered.copy(args);
        overrides = Ordered.copy(overrides);
    }

    /// The same job, tried once more under a new token.
    public JobDefinition retry(String newToken, Instant now) {
        return new JobDefinition(id.nextAttempt(), sweepId, newToken, args, overrides, resources, seed, now);
    }
}
