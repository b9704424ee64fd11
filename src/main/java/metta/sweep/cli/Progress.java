package metta.sweep.cli;

import java.time.InstantSource;
import metta.sweep.DispatchException;
import metta.sweep.Fact;
import metta.sweep.Overview;
import metta.sweep.StoreException;
import metta.sweep.SweepException;
import metta.sweep.SweepListener;
import metta.sweep.SweepMetadata;
import metta.sweep.SweepView;
import metta.sweep.telemetry.Story;
import metta.sweep.telemetry.Values;

/// Shows a sweep while it runs: a live picture on a terminal, a line for each change anywhere else. On stderr.
final class Progress implements SweepListener {
    static final String GOING_ON = "Going on with";
    private final Terminal terminal;
    private final Picture picture;
    private final Screen screen;
    private final InstantSource clock;
    private final String doing;

    Progress(Terminal terminal, Picture picture, InstantSource clock) {
        this(terminal, picture, clock, GOING_ON);
    }

    /// @param doing what is done with a sweep that has runs already
    Progress(Terminal terminal, Picture picture, InstantSource clock, String doing) {
        this.doing = doing;
        this.terminal = terminal;
        this.picture = picture;
        this.screen = new Screen(terminal);
        this.clock = clock;
    }

    @Override
    public void resumed(Overview before) {
        screen.say("%s %s: %d of %d trials ended, %d not yet."
                .formatted(
                        doing,
                        before.sweep().sweepId(),
                        before.ended(),
                        picture.trials(before.sweep()),
                        before.live().size()));
    }

    @Override
    public void recorded(Fact fact, SweepView view) {
        boolean worthALine = !terminal.interactive() || fact instanceof Fact.Observed || fact instanceof Fact.OfSweep;
        if (worthALine) {
            Story.tell(fact, view).ifPresent(line -> screen.say(prefix(fact, view) + Values.plain(line)));
        }
    }

    private String prefix(Fact fact, SweepView view) {
        return fact instanceof Fact.Observed
                ? "[%d/%d] ".formatted(view.observations().size(), picture.trials(view.sweep()))
                : "";
    }

    @Override
    public void ticked(SweepView view, SweepMetadata metadata) {
        if (terminal.interactive()) {
            screen.draw(picture.lines(Sight.of(view), clock.instant()));
        }
    }

    @Override
    public void warning(String words) {
        screen.say("metta: " + Values.plain(words));
    }

    @Override
    public void trouble(SweepException problem) {
        boolean again = problem instanceof StoreException || problem instanceof DispatchException;
        screen.say("metta: " + Values.plain(String.valueOf(problem.getMessage())) + (again ? "; trying again" : ""));
    }

    /// Takes the picture away.
    void end() {
        screen.clear();
    }
}
