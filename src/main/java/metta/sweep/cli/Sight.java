package metta.sweep.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import metta.sweep.JobStatus;
import metta.sweep.Overview;
import metta.sweep.RunInfo;
import metta.sweep.SetAside;
import metta.sweep.Store;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.SweepState;
import metta.sweep.SweepView;
import metta.sweep.telemetry.Values;

/// What a person sees of a sweep: its overview, whether its best run is one that was stopped early, and who runs it.
///
/// @param holder absent where the sweep has ended and was not moved, or where the one who looks is the holder
/// @param setAside the slots that are; the holder, which says so when it sets one aside, does not look
record Sight(Overview overview, boolean bestStopped, Optional<Holder> holder, List<SetAside> setAside) {
    /// A mark beside the score of a run that did not get as far as others.
    static final String STOPPED_EARLY = " (stopped early)";

    private static final String INTERRUPTED = "interrupted";

    /// The sweep as a store has it. The best run is read only where runs were stopped at all.
    ///
    /// @param folder the one with the sweep's own
    static Sight of(Store store, Aim aim, Folder folder) {
        var overview = aim.overview(store);
        boolean stopped = overview.count(JobStatus.STOPPED) > 0
                && overview.best()
                        .flatMap(best -> store.findRun(aim.sweepId(), best.runId()))
                        .flatMap(RunInfo::stopped)
                        .isPresent();
        var sweep = overview.sweep();
        return new Sight(
                overview, stopped, Holder.of(sweep, store, folder.workspace(aim.sweepId())), SetAside.of(store, sweep));
    }

    /// The sweep as its controller has it.
    static Sight of(SweepView view) {
        var overview = view.overview();
        boolean stopped = overview.best()
                .flatMap(best -> view.find(best.runId()))
                .flatMap(RunInfo::stopped)
                .isPresent();
        return new Sight(overview, stopped, Optional.empty(), List.of());
    }

    /// The holder, unless it is seen to run the sweep.
    Optional<Holder> missingHolder() {
        return holder.filter(each -> each.life() != Holder.Life.RUNNING);
    }

    /// Whether the sweep goes on only if somebody comes back to it.
    boolean interrupted() {
        return holder.filter(Holder::missing).isPresent();
    }

    /// How the sweep stands, in one word.
    String word() {
        var sweep = overview.sweep();
        if (holder.filter(each -> each.life() == Holder.Life.MOVED).isPresent()) {
            return "moved";
        }
        if (sweep.state().ended()) {
            return Picture.word(sweep.state().name());
        }
        if (sweep.paused().isPresent()) {
            return "paused";
        }
        return interrupted() ? INTERRUPTED : Picture.word(sweep.state().name());
    }

    /// How the sweep stands, as an exit code: of one that has ended the same that `start` ended with.
    int exit() {
        return switch (overview.sweep().state()) {
            case FINISHED -> overview.best().isPresent() ? 0 : SweepException.Exit.FAILED.code();
            case STOPPED, FAILED -> SweepException.Exit.FAILED.code();
            case RUNNING, STOPPING, FAILING -> SweepException.Exit.TRY_AGAIN.code();
        };
    }

    /// Whether it goes on, as far as can be seen.
    boolean runs() {
        return word().equals(Picture.word(SweepState.RUNNING.name()));
    }

    /// What lets a paused sweep go on, and who paused it; empty where nobody did.
    static Optional<String> pausedLine(SweepInfo sweep) {
        return sweep.paused()
                .map(why -> Values.plain("It starts nothing new until `metta sweep resume`: " + Values.brief(why)));
    }

    /// For how long the sweep has been going on; empty once it has ended.
    Optional<Duration> elapsed(Instant now) {
        var sweep = overview.sweep();
        return sweep.state().ended() ? Optional.empty() : Optional.of(Duration.between(sweep.createdAt(), now));
    }

    /// How long the rest may take, at the pace so far; empty while that cannot be told, and where nothing goes on.
    ///
    /// @param trials how many there will be
    Optional<Duration> toGo(int trials, Instant now) {
        int ended = overview.ended();
        return runs() && ended > 0
                ? elapsed(now)
                        .map(time ->
                                time.multipliedBy(Math.max(0, trials - ended)).dividedBy(ended))
                : Optional.empty();
    }

    /// One line about the slots that are set aside; empty where there are none.
    Optional<String> setAsideLine() {
        if (setAside.isEmpty()) {
            return Optional.empty();
        }
        var slots = setAside.stream().map(each -> "%s (%s)".formatted(each.slot(), Values.brief(each.why())));
        return Optional.of("Set aside: " + slots.collect(Collectors.joining(", ")));
    }

    /// What is written beside the best score.
    String bestMark() {
        return bestStopped ? STOPPED_EARLY : "";
    }

    /// What is written beside the score of `run`.
    static String mark(RunInfo run) {
        return run.stopped().isPresent() ? STOPPED_EARLY : "";
    }
}
