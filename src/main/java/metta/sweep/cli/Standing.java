package metta.sweep.cli;

import java.time.InstantSource;
import metta.sweep.Store;
import metta.sweep.telemetry.Story;
import metta.sweep.telemetry.Values;

/// Prints how a sweep stands.
///
/// @param folder the one with the sweep's own
record Standing(Terminal terminal, InstantSource clock, Folder folder) {
    Picture picture(Aim aim) {
        return new Picture(aim, terminal);
    }

    Sight sight(Store store, Aim aim) {
        return Sight.of(store, aim, folder);
    }

    void show(Store store, Aim aim) {
        var sight = sight(store, aim);
        var sweep = sight.overview().sweep();
        terminal.print(picture(aim).lines(sight, clock.instant()));
        if (!sweep.reason().isEmpty()) {
            terminal.out().println(Values.plain(Story.standing(sweep)));
        }
        sight.holder().ifPresent(holder -> terminal.err().println(holder.words()));
    }
}
