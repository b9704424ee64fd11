package metta.sweep.cli;

import java.time.InstantSource;
import java.util.Optional;
import metta.sweep.Owner;
import metta.sweep.Store;
import metta.sweep.process.Machine;
import metta.sweep.process.ProcessIdentity;
import metta.sweep.telemetry.Values;

/// Prints how a sweep stands.
record Standing(Terminal terminal, InstantSource clock) {
    Picture picture(Aim aim) {
        return new Picture(aim, terminal.style(), terminal.width());
    }

    void show(Store store, Aim aim) {
        var overview = store.overview(aim.sweepId(), aim.goal());
        var sweep = overview.sweep();
        terminal.print(picture(aim).lines(overview, clock.instant()));
        if (!sweep.reason().isEmpty()) {
            terminal.out().println(Picture.word(sweep.state().name()) + ": " + Values.plain(sweep.reason()));
        }
        if (!sweep.state().ended()) {
            terminal.err().println(hint(store.lease(aim.sweepId()).owner(), Machine.here()));
        }
    }

    /// Who runs the sweep, or what to do where nobody does.
    static String hint(Optional<Owner> owner, Machine here) {
        var goOn = "; go on with the command that started it";
        return owner.map(each ->
                        gone(each, here) ? "it was run by %s, which is gone%s".formatted(each, goOn) : "run by " + each)
                .orElse("nobody runs it" + goOn);
    }

    private static boolean gone(Owner owner, Machine here) {
        boolean ours = owner.host().equals(here.host()) && owner.bootId().equals(here.bootId());
        return ours
                && !ProcessIdentity.of(owner.pid(), here)
                        .map(ProcessIdentity::alive)
                        .orElse(false);
    }
}
