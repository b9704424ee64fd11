package metta.sweep.config;

import java.util.List;

/// Whom to tell of a sweep's end, or of trouble with it.
///
/// @param command the program to run and its arguments; empty: nobody is told
/// @param on when
public record Notify(List<String> command, List<Occasion> on) {
    public static final Notify NONE = new Notify(List.of(), List.of(Occasion.values()));

    public Notify {
        command = List.copyOf(command);
        on = on.stream().distinct().sorted().toList();
        if (on.isEmpty()) {
            throw new IllegalArgumentException("name at least one of end and trouble");
        }
    }

    /// Whether anybody is to be told then.
    public boolean wanted(Occasion occasion) {
        return !command.isEmpty() && on.contains(occasion);
    }
}
