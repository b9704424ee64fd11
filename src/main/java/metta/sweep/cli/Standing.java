package metta.sweep.cli;

import java.time.InstantSource;
import java.util.Optional;
import metta.sweep.Store;
import metta.sweep.analysis.SweepAnalysis;
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
        bounds(store, aim.now(sweep), sight).ifPresent(terminal.out()::println);
        sight.holder().ifPresent(holder -> terminal.err().println(holder.words()));
    }

    /// Whether there would be a best trial if it were not for the bounds, on one line.
    private static Optional<String> bounds(Store store, Aim aim, Sight sight) {
        if (aim.merit().constraints().isEmpty() || sight.overview().best().isPresent()) {
            return Optional.empty();
        }
        var runs = store.fetchRuns(aim.sweepId(), 0).runs();
        return Bounds.shortly(aim.merit(), SweepAnalysis.of(runs, aim.merit(), 1));
    }
}
