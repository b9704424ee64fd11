package metta.sweep.cli;

import java.util.Optional;
import java.util.function.Supplier;
import metta.sweep.cli.Terminal.Size;

/// Follows a terminal whose window is made larger or smaller. Until then it has the size that it was found with, which
/// the environment may have said.
final class Resizing {
    private final Supplier<Optional<Size>> asking;
    private Terminal terminal;
    private Optional<Size> last;

    /// @param asking how large the window is; only asked of a terminal that can be drawn on
    Resizing(Terminal terminal, Supplier<Optional<Size>> asking) {
        this.terminal = terminal;
        this.asking = asking;
        this.last = size();
    }

    private Optional<Size> size() {
        return terminal.interactive() ? asking.get() : Optional.empty();
    }

    /// The terminal as it is now.
    Terminal now() {
        var size = size();
        if (size.isPresent() && !size.equals(last)) {
            terminal = terminal.at(size.get());
            last = size;
        }
        return terminal;
    }
}
