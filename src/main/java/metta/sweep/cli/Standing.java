package metta.sweep.cli;

import java.time.InstantSource;
import metta.sweep.Store;
import metta.sweep.telemetry.Story;
import metta.sweep.telemetry.Values;

/// Prints how a sweep stands.
record Standing(Terminal terminal, InstantSource clock) {
    Picture picture(Aim aim) {
        return new Picture(aim, terminal);
    }

    void show(Store store, Aim aim) {
        var sight = Sight.of(store, aim);
        var sweep = sight.overview().sweep();
        terminal.print(picture(aim).lines(sight, clock.instant()));
        if (!sweep.reason().isEmpty()) {
            terminal.out().println(Values.plain(Story.standing(sweep)));
        }
        sight.holder().ifPresent(holder -> terminal.err().println(holder.words()));
    }
}
