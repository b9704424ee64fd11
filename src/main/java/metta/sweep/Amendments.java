package metta.sweep;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What people have changed about a sweep since it was started.
///
/// @param edits how often its configuration was changed
/// @param started the configuration that it was started with, where it is another now
/// @param paused why it starts nothing new, while it does not
/// @param reopened when it was opened again last, after it had ended
public record Amendments(
        int edits, Optional<Map<String, Object>> started, Optional<String> paused, Optional<Instant> reopened) {
    public static final Amendments NONE = new Amendments(0, Optional.empty(), Optional.empty(), Optional.empty());

    public Amendments {
        started = started.map(Ordered::copy);
    }

    Amendments edited(Map<String, Object> before) {
        return new Amendments(edits + 1, started.or(() -> Optional.of(before)), paused, reopened);
    }

    Amendments paused(Optional<String> why) {
        return new Amendments(edits, started, why, reopened);
    }

    Amendments reopened(Instant at) {
        return new Amendments(edits, started, Optional.empty(), Optional.of(at));
    }
}
