package metta.sweep;

import java.util.Optional;

/// How far the hook of one event has come.
///
/// @param event its stable id, the same each time the hook is run for it
/// @param error why the last try failed; absent once the hook succeeded
public record HookMark(String event, int tries, Optional<String> error) {
    public static final int MAX_TRIES = 4;

    /// Whether the hook will not be run for this event again.
    public boolean settled() {
        return error.isEmpty() || tries >= MAX_TRIES;
    }
}
