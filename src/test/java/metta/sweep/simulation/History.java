package metta.sweep.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What happened in a world, line by line, for whoever has to understand a broken promise.
final class History {
    private final boolean kept;
    private final List<String> lines = new ArrayList<>();

    /// @param kept whether the lines are wanted: most worlds keep their promises, and nobody reads on
    History(boolean kept) {
        this.kept = kept;
    }

    /// Adds a line of these parts.
    void tell(Object... parts) {
        if (kept) {
            lines.add(Stream.of(parts).map(String::valueOf).collect(Collectors.joining(" ")));
        }
    }

    List<String> lines() {
        return lines;
    }
}
