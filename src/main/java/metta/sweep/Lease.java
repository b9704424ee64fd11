package metta.sweep;

import java.util.Optional;

/// Who may record facts of a sweep. Each take-over raises the epoch by one, and older epochs are refused for ever.
///
/// @param epoch 0 where nobody ever held the sweep
/// @param beat raised at each renewal, so that a successor on another machine can see life without comparing clocks
/// @param owner absent once the holder gave the lease back
/// @param movedTo the store in which the sweep goes on, where it was moved away from this one: nobody may write here
/// then
public record Lease(long epoch, long beat, Optional<Owner> owner, Optional<String> movedTo) {
    public static final Lease NONE = new Lease(0, 0, Optional.empty());

    /// The lease of a sweep that is where it was.
    public Lease(long epoch, long beat, Optional<Owner> owner) {
        this(epoch, beat, owner, Optional.empty());
    }

    public Lease takenBy(Owner by) {
        return new Lease(epoch + 1, 0, Optional.of(by));
    }

    public Lease renewed() {
        return new Lease(epoch, beat + 1, owner, movedTo);
    }

    public Lease released() {
        return new Lease(epoch, beat, Optional.empty(), movedTo);
    }

    /// The last lease here of a sweep that goes on elsewhere.
    public Lease closed(String to) {
        return new Lease(epoch + 1, 0, Optional.empty(), Optional.of(to));
    }
}
