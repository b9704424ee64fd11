package metta.sweep.cli;

import java.time.InstantSource;
import metta.sweep.DispatchException;
import metta.sweep.Fact;
import metta.sweep.Hooks;
import metta.sweep.Overview;
import metta.sweep.RunInfo;
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
    private final Resizing resizing;
    private final Terminal terminal;
    private final Aim aim;
    private final Screen screen;
    private final InstantSource clock;
    private final String doing;

    /// How many trials have, as far as was told.
    private int ended;

    Progress(Terminal terminal, Aim aim, InstantSource clock, String doing) {
        this(new Resizing(terminal, Terminal::ask, clock), aim, clock, doing);
    }

    /// @param doing what is done with a sweep that has runs already
    Progress(Resizing resizing, Aim aim, InstantSource clock, String doing) {
        this.resizing = resizing;
        this.terminal = resizing.now();
        this.aim = aim;
        this.screen = new Screen(terminal);
        this.clock = clock;
        this.doing = doing;
    }

    @Override
    public void resumed(Overview before) {
        ended = before.ended();
        say("%s %s: %d of %d trials ended, %d not yet."
                .formatted(
                        doing,
                        before.sweep().sweepId(),
                        before.ended(),
                        aim.trials(before.sweep()),
                        before.live().size()));
        if (doing.equals(GOING_ON)) {
            Sight.pausedLine(before.sweep()).ifPresent(this::say);
        }
    }

    @Override
    public void recorded(Fact fact, SweepView view) {
        if (fact instanceof Fact.Observed observed) {
            count(observed, view);
        }
        boolean worthALine = !terminal.interactive()
                || fact instanceof Fact.Observed
                || fact instanceof Fact.HookMarked
                || fact instanceof Fact.OfSweep;
        if (worthALine) {
            Story.tell(fact, view).ifPresent(line -> say(prefix(fact, view) + Values.plain(line)));
        }
    }

    /// The view has all facts of a commit already when the first of them is told.
    private void count(Fact.Observed fact, SweepView view) {
        boolean trial = view.find(fact.runId()).filter(RunInfo::trial).isPresent();
        if (trial) {
            ended += fact.observation().invalidated().isPresent() ? -1 : 1;
        }
    }

    private String prefix(Fact fact, SweepView view) {
        return fact instanceof Fact.Observed ? "[%d/%d] ".formatted(ended, aim.trials(view.sweep())) : "";
    }

    @Override
    public void ticked(SweepView view, SweepMetadata metadata) {
        ended = view.overview().ended();
        if (terminal.interactive()) {
            screen.draw(new Picture(aim, sized()).lines(Sight.of(view), clock.instant()));
        }
    }

    /// What is drawn already is taken away at the size that the window has now.
    private Terminal sized() {
        var sized = resizing.now();
        screen.on(sized);
        return sized;
    }

    private void say(String line) {
        var _ = sized();
        screen.say(line);
    }

    @Override
    public void warning(String words) {
        say("metta: " + Values.plain(words));
    }

    /// That of a hook is told with how often it was tried, once that is on record.
    @Override
    public void trouble(SweepException problem) {
        if (problem instanceof Hooks.HookException) {
            return;
        }
        boolean again = problem instanceof StoreException || problem instanceof DispatchException;
        say("metta: " + Values.plain(String.valueOf(problem.getMessage())) + (again ? "; trying again" : ""));
    }

    /// Takes the picture away for good and says something in its place.
    void leave(String words) {
        screen.leave(words);
    }

    /// Takes the picture away.
    void end() {
        screen.clear();
    }
}
