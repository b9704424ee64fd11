package metta.sweep.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import metta.sweep.Store;
import metta.sweep.StoreException;

/// Looks at a sweep again and again until it ends: a picture on a terminal, a line for each change anywhere else.
final class Watch {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private final Terminal terminal;
    private final Resizing resizing;
    private final Standing standing;
    private final Screen screen;
    private final Bell bell = new Bell();
    private final Optional<Supplier<String>> document;
    private final String places;
    private String last = "";
    private boolean lost;

    /// @param document makes what is printed for each change instead, where programs watch
    /// @param places the options that say where the sweep is, see [Typed#places()]
    Watch(Terminal terminal, Standing standing, Optional<Supplier<String>> document, String places) {
        this.terminal = terminal;
        this.standing = standing;
        this.screen = new Screen(terminal);
        this.resizing = new Resizing(terminal, Terminal::ask, standing.clock());
        this.document = document;
        this.places = places;
    }

    void untilTheEnd(Store store, Aim aim) throws InterruptedException {
        var lookout = new Lookout(aim, places);
        boolean ended = false;
        while (!ended) {
            try {
                var now = standing.sight(store, aim);
                ended = now.overview().sweep().state().ended();
                if (!ended) {
                    show(store, lookout, aim, now);
                }
                lost = false;
            } catch (StoreException e) {
                ride(e);
            }
            if (!ended) {
                bell.await(EVERY);
            }
        }
        screen.clear();
    }

    private void show(Store store, Lookout lookout, Aim aim, Sight now) {
        var sized = resizing.now();
        var picture = new Picture(aim, sized);
        if (document.isEmpty() && terminal.interactive()) {
            var at = standing.clock().instant();
            var detail = lookout.detail(store, now, picture.table(), at);
            screen.on(sized);
            screen.draw(picture.watched(now, Optional.of(detail), at));
            return;
        }
        var still = picture.still(now);
        if (!still.equals(last)) {
            document.ifPresentOrElse(
                    make -> terminal.out().println(make.get()),
                    () -> terminal.err()
                            .println(picture.line(now, standing.clock().instant())));
            last = still;
        }
    }

    /// What may pass by itself is said once, and waited for.
    private void ride(StoreException trouble) {
        if (trouble.kind() != StoreException.Kind.TRANSIENT) {
            throw trouble;
        }
        if (!lost) {
            screen.say("metta: %s\nmetta: still watching".formatted(trouble.getMessage()));
        }
        lost = true;
    }
}
