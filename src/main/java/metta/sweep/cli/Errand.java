package metta.sweep.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.RunInfo;
import metta.sweep.Store;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.SweepListener;
import metta.sweep.SweepView;
import metta.sweep.config.Edit;
import metta.sweep.store.StoreWatch;
import metta.sweep.telemetry.Values;

/// Sees that what somebody asks of a sweep is done: by the controller that runs it or, where there is none, by this
/// process, which then is one for a moment.
record Errand(Terminal terminal, InstantSource clock) {
    private static final int MANY_DECISIONS = 1_000;
    private static final String EDIT = "edit";

    /// Edits the sweep, unless it is so already, and returns the process's exit code.
    ///
    /// @param word what the person calls it
    int edit(Request request, Map<String, Object> changes, String word) throws InterruptedException {
        return run(request, word, (store, sweep) -> {
            var edit = Edit.of(sweep.config(), changes);
            new NewBounds(sweep, edit).requireReported(store);
            if (!edit.changes()) {
                terminal.out().println(Values.plain("%s: %s".formatted(sweep.sweepId(), edit.what())));
                return List.of();
            }
            return List.of(new Command.EditSweep(changes, Request.self(), request.reason()));
        });
    }

    /// Runs it, and returns the process's exit code.
    ///
    /// @param asked the commands, given the sweep as it is
    int run(Request request, Function<SweepInfo, List<Command>> asked) throws InterruptedException {
        return run(request, EDIT, (_, sweep) -> asked.apply(sweep));
    }

    private int run(Request request, String edit, BiFunction<Store, SweepInfo, List<Command>> asked)
            throws InterruptedException {
        var found = request.find(terminal);
        try (var plain = found.store();
                var store = Folder.patient(plain, StoreWatch.NONE)) {
            var sweepId = found.sweep().sweepId();
            var commands = asked.apply(store, found.sweep());
            requireTrials(store, found.sweep(), commands);
            var message = new Message(terminal, clock, store, sweepId, commands);
            var own = seeItDone(request.folder(), plain, found.sweep(), message);
            int refused = tell(store, sweepId, message.sent(), own, edit);
            var now = store.findSweep(sweepId).orElse(found.sweep());
            if (own.isPresent() && !now.state().ended()) {
                var holder = Holder.of(now, store, request.folder().workspace(sweepId));
                Sight.pausedLine(now).ifPresent(terminal.err()::println);
                holder.ifPresent(each -> terminal.err().println(each.words()));
            }
            return refused == 0 ? 0 : SweepException.Exit.NOT_ALLOWED.code();
        }
    }

    /// Asks nothing at all where one of the trials is not there.
    private static void requireTrials(Store store, SweepInfo sweep, List<Command> commands) {
        for (var command : commands) {
            if (command instanceof Command.OfTrial trial
                    && store.findRun(sweep.sweepId(), trial.runId()).isEmpty()) {
                throw RunChoice.missing(store, sweep, trial.runId());
            }
        }
    }

    /// Returns the sweep as this process left it, where it did what was asked.
    private Optional<SweepView> seeItDone(Folder folder, Store store, SweepInfo sweep, Message message)
            throws InterruptedException {
        var patience = Patience.of(terminal, store, sweep.sweepId());
        var holder = Holder.of(sweep, store, folder.workspace(sweep.sweepId()));
        if (holder.filter(each -> !each.missing()).isPresent()) {
            message.send(); // Whoever it is, it need not wait until that is certain.
        }
        while (message.waits()) {
            try {
                // What waits still after that, waits for a controller that looks after the jobs.
                return Optional.of(new SweepOrchestratorTool(folder, store, clock)
                        .obey(Orders.recall(sweep), troubles(), message::send));
            } catch (HeldException _) {
                message.send();
                patience.await(false);
            } catch (SweepException e) {
                throw message.sent().isEmpty()
                        ? e
                        : new SweepException(
                                e.exit(),
                                "%s\nWhat was asked waits, and is done when the sweep goes on"
                                        .formatted(e.getMessage()),
                                e);
            }
        }
        return Optional.empty();
    }

    private SweepListener troubles() {
        return new SweepListener() {
            @Override
            public void trouble(SweepException problem) {
                terminal.warn(Values.plain(String.valueOf(problem.getMessage())));
            }
        };
    }

    /// Tells what came of each, and returns how many were refused.
    private int tell(Store store, String sweepId, Map<Long, Command> commands, Optional<SweepView> own, String edit) {
        var decisions = store.decisions(sweepId, MANY_DECISIONS);
        int refused = 0;
        for (var asked : commands.entrySet()) {
            var answer = decisions.stream()
                    .filter(each -> each.decision().startsWith("command %d: ".formatted(asked.getKey())))
                    .findFirst();
            if (answer.isEmpty()) {
                terminal.out().println("%s: noted; it is done when the sweep goes on".formatted(sweepId));
            }
            boolean no =
                    answer.filter(each -> each.decision().contains(": refused")).isPresent();
            refused += no ? 1 : 0;
            boolean later = own.filter(view -> runsOn(view, asked.getValue())).isPresent();
            answer.map(each -> no ? no(each, asked.getValue()) : yes(each, asked.getValue(), edit, later))
                    .ifPresent(line -> (no ? terminal.err() : terminal.out()).println(Values.plain(line)));
        }
        return refused;
    }

    /// Whether jobs that were to end could not be ended from here.
    private static boolean runsOn(SweepView view, Command command) {
        return command instanceof Command.OfTrial trial
                && view.toEnd().stream().anyMatch(run -> concerns(trial, view, run));
    }

    private static boolean concerns(Command.OfTrial command, SweepView view, RunInfo run) {
        return view.find(command.runId())
                .filter(asked -> asked.equals(run) || (asked.trial() && asked.number() == run.number()))
                .isPresent();
    }

    private static String no(Fact.Decided answer, Command command) {
        return "%s: %s: %s".formatted(answer.subject(), what(answer), unsigned(answer, command));
    }

    /// With what it came to, if that is more than goes without saying.
    private static String yes(Fact.Decided answer, Command command, String edit, boolean later) {
        var what = what(answer).equals(EDIT) ? edit : what(answer);
        var done = later ? "noted; its jobs end when the sweep goes on" : "done";
        var note = unsigned(answer, command);
        return "%s: %s: %s%s".formatted(answer.subject(), what, done, note.isEmpty() ? "" : ": " + note);
    }

    /// Whoever asked need not be told so.
    private static String unsigned(Fact.Decided answer, Command command) {
        var asked = command.asked();
        var reason = answer.reason();
        if (reason.equals(asked)) {
            return "";
        }
        return reason.endsWith("; " + asked)
                ? reason.substring(0, reason.length() - asked.length() - "; ".length())
                : reason;
    }

    private static String what(Fact.Decided answer) {
        return answer.decision().substring(answer.decision().indexOf(": ") + 2);
    }
}
