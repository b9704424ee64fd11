package metta.sweep;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What people have changed about a sweep since it was started.
///
/// @param edits how often its configuration was changed
/// @param started the configuration that it was started with, where it is another now
/// @param paused why it starts nothing new, while it does not
/// @param reopened when it was opened again last, after it had ended
/// @param heard the numbers of the commands that were queued last, by the ids that their senders gave them: so that one
/// whose answer was lost can be sent again, and is there once
/// @param undo what takes back the last edits, the very last one last; of none that earlier versions made
public record Amendments(
        int edits,
        Optional<Map<String, Object>> started,
        Optional<String> paused,
        Optional<Instant> reopened,
        Map<String, Long> heard,
        List<Undo> undo) {
    public static final Amendments NONE =
            new Amendments(0, Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), List.of());

    /// How many ids are kept: many more than are sent while one sender tries again.
    static final int MOST_HEARD = 100;

    /// How many edits can be taken back: whoever edits a sweep all the time is not to make it slow.
    static final int MOST_UNDONE = 50;

    public Amendments {
        started = started.map(Ordered::copy);
        // Earlier versions wrote none.
        heard = Ordered.copy(Objects.requireNonNullElse(heard, Map.of()));
        undo = List.copyOf(Objects.requireNonNullElse(undo, List.of()));
    }

    Amendments edited(Map<String, Object> before, Map<String, Object> after) {
        var kept = undo.stream().skip(Math.max(0, undo.size() + 1 - MOST_UNDONE));
        var more = Stream.concat(kept, Stream.of(Undo.of(before, after))).toList();
        return new Amendments(edits + 1, started.or(() -> Optional.of(before)), paused, reopened, heard, more);
    }

    /// The configuration that was in force after so many edits; empty where that is not known any more.
    ///
    /// @param now the one in force now
    Optional<Map<String, Object>> config(int afterEdits, Map<String, Object> now) {
        int back = edits - afterEdits;
        if (back < 0 || back > undo.size()) {
            return started.filter(_ -> afterEdits == 0);
        }
        var config = now;
        for (var each : undo.reversed().subList(0, back)) {
            config = each.undo(config);
        }
        return Optional.of(config);
    }

    Amendments paused(Optional<String> why) {
        return new Amendments(edits, started, why, reopened, heard, undo);
    }

    Amendments reopened(Instant at) {
        return new Amendments(edits, started, Optional.empty(), Optional.of(at), heard, undo);
    }

    Amendments heard(String id, long number) {
        var last = new LinkedHashMap<>(heard);
        last.put(id, number);
        if (last.size() > MOST_HEARD) {
            last.pollFirstEntry();
        }
        return new Amendments(edits, started, paused, reopened, last, undo);
    }
}
