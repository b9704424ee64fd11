package metta.sweep;

import java.util.Set;

/// What people attach to a sweep's events. Each is run at least once for each event, across crashes.
public interface Hooks {
    Hooks NONE = new Hooks() {
        @Override
        public Set<HookEvent.Kind> kinds() {
            return Set.of();
        }

        @Override
        public void run(HookEvent event) {}
    };

    /// The events that anybody waits for.
    Set<HookEvent.Kind> kinds();

    /// Acts on the event.
    ///
    /// @throws HookException if it failed; it is tried again, and reported in the end
    void run(HookEvent event);

    /// A hook did not do its work.
    final class HookException extends SweepException {
        private static final long serialVersionUID = 1L;

        public HookException(String message) {
            super(Exit.FAILED, message);
        }
    }
}
