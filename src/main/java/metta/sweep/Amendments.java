package metta.sweep;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What people have changed about a sweep since it was started.
///
/// @param edits how often its configuration was changed
/// @param started the configuration that it was started with, where it is another now
/// @param paused why it starts nothing new, while it does not
/// @param reopened when it was opened again last, after it had ended
/// @param heard the numbers of the commands that were queued last, by the ids that their senders gave them: so that one
/// whose answer was lost can be sent again, and is there once
public record Amendments(
        int edits,
        Optional<Map<String, Object>> started,
        Optional<String> paused,
        Optional<Instant> reopened,
        Map<String, Long> heard) {
    public static final Amendments NONE =
            new Amendments(0, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    /// How many ids are kept: many more than are sent while one sender tries again.
    static final int MOST_HEARD = 100;

    public Amendments {
        started = started.map(Ordered::copy);
        // Earlier versions wrote none.
        heard = Ordered.copy(Objects.requireNonNullElse(heard, Map.of()));
    }

    Amendments edited(Map<String, Object> before) {
        return new Amendments(edits + 1, started.or(() -> Optional.of(before)), paused, reopened, heard);
    }

    Amendments paused(Optional<String> why) {
        return new Amendments(edits, started, why, reopened, heard);
    }

    Amendments reopened(Instant at) {
        return new Amendments(edits, started, Optional.empty(), Optional.of(at), heard);
    }

    Amendments heard(String id, long number) {
        var last = new LinkedHashMap<>(heard);
        last.put(id, number);
        if (last.size() > MOST_HEARD) {
            last.pollFirstEntry();
        }
        return new Amendments(edits, started, paused, reopened, last);
    }
}
