package metta.sweep.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import metta.sweep.cli.Terminal.Size;

/// Follows a terminal whose window is made larger or smaller. Until then it has the size that it was found with, which
/// the environment may have said. The window is asked five times a second at most.
final class Resizing {
    private static final Duration EVERY = Duration.ofMillis(200);
    private final Supplier<Optional<Size>> asking;
    private final InstantSource clock;
    private Terminal terminal;
    private Optional<Size> last;
    private Instant askedAt;

    /// @param asking how large the window is; only asked of a terminal that can be drawn on
    Resizing(Terminal terminal, Supplier<Optional<Size>> asking, InstantSource clock) {
        this.terminal = terminal;
        this.asking = asking;
        this.clock = clock;
        this.askedAt = clock.instant();
        this.last = size();
    }

    private Optional<Size> size() {
        return terminal.interactive() ? asking.get() : Optional.empty();
    }

    /// The terminal as it is now.
    Terminal now() {
        var now = clock.instant();
        if (Duration.between(askedAt, now).abs().compareTo(EVERY) >= 0) {
            askedAt = now;
            follow(size());
        }
        return terminal;
    }

    private void follow(Optional<Size> size) {
        if (size.isPresent() && !size.equals(last)) {
            terminal = terminal.at(size.get());
            last = size;
        }
    }
}
