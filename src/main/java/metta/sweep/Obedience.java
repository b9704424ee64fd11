package metta.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import metta.sweep.config.Edit;

/// Does what people ask for in a sweep's inbox. What cannot be done is refused with a reason, and both are kept.
///
/// @param answers of the dispatcher; where it was not asked there are none, and what needs them stays in the inbox
record Obedience(Draft draft, Map<JobId, JobState> answers, Prospect prospect) {
    /// What came of a command.
    private sealed interface Answer {
        /// @param note what it came to, where that goes without saying: nothing
        record Done(String note) implements Answer {}

        record Refused(String why) implements Answer {}

        Done DONE = new Done("");
    }

    /// Obeys all that waits, and says whether the sweep's configuration is another now.
    boolean obey() {
        int edits = draft.view.sweep().amendments().edits();
        for (var queued : draft.view.inbox()) {
            var command = queued.command();
            if (command instanceof Command.LoseTrial lost && OutOfReach.waits(draft.view, lost, answers)) {
                continue;
            }
            switch (obey(command)) {
                case Answer.Done(var note) -> decided(queued, "", note);
                case Answer.Refused(var why) -> decided(queued, "refused to ", why);
            }
            draft.record(new Fact.CommandDone(queued.number()));
        }
        return draft.view.sweep().amendments().edits() > edits;
    }

    private void decided(Command.Queued queued, String verdict, String note) {
        var command = queued.command();
        draft.decided(
                command.subject(draft.view.sweep().sweepId()),
                "command %d: %s%s".formatted(queued.number(), verdict, command.word()),
                note.isEmpty() ? command.asked() : note + "; " + command.asked());
    }

    private Answer obey(Command command) {
        var ended = draft.view.sweep().state().ended();
        return switch (command) {
            case Command.StopSweep it -> {
                draft.move(SweepState.STOPPING, "stopped" + who(it));
                yield Answer.DONE;
            }
            case Command.PauseSweep it -> ended ? refused("it has ended") : pause(Optional.of("paused" + who(it)));
            case Command.ResumeSweep it -> ended ? resume(it) : pause(Optional.empty());
            case Command.EditSweep it -> edit(it);
            case Command.OfTrial it ->
                draft.view
                        .find(it.runId())
                        .map(run -> obey(it, concerned(draft.view, run)))
                        .orElse(refused("there is no such trial"));
        };
    }

    private static Answer refused(String why) {
        return new Answer.Refused(why);
    }

    private static Answer done(String note) {
        return new Answer.Done(note);
    }

    private Answer pause(Optional<String> why) {
        return draft.record(new Fact.SweepPaused(why))
                ? Answer.DONE
                : refused(why.isPresent() ? "it is paused already" : "it is not paused");
    }

    /// What is at its end stays as it is, with the reason why it ended.
    private Answer resume(Command.ResumeSweep command) {
        return prospect.end(draft.view)
                .map(why -> refused("it would end again at once: %s; `metta sweep extend` and `edit` change its budget"
                        .formatted(why)))
                .orElseGet(() -> {
                    reopen(command);
                    return Answer.DONE;
                });
    }

    private void reopen(Command command) {
        draft.record(new Fact.SweepReopened(command.asked(), draft.now));
    }

    private Answer edit(Command.EditSweep command) {
        var sweep = draft.view.sweep();
        Edit edit;
        try {
            edit = Edit.of(sweep.config(), command.changes());
        } catch (SweepException e) {
            return refused(String.valueOf(e.getMessage()));
        }
        if (!edit.changes()) {
            return done(edit.what());
        }
        draft.record(new Fact.SweepEdited(
                sweep.amendments().edits() + 1, edit.config(), edit.what() + "; " + command.asked()));
        draft.view.rankBy(prospect.merit(draft.view.sweep()));
        boolean ofBudget = command.changes().keySet().stream()
                .anyMatch(key -> key.startsWith("budget.") || key.startsWith("replicates.") || key.equals("seeds"));
        return done(ofBudget ? edit.what() + withNewBudget(command) : edit.what());
    }

    /// A sweep that has ended goes on if its budget allows anything more now, and one of which nothing runs ends if it
    /// does not.
    private String withNewBudget(Command.EditSweep command) {
        var view = draft.view;
        var end = prospect.end(view);
        if (end.isEmpty() && view.sweep().state().ended()) {
            reopen(command);
        }
        boolean idle = view.open().stream().allMatch(run -> run.status().ended());
        if (end.isPresent() && idle && view.sweep().state() == SweepState.RUNNING) {
            draft.move(SweepState.FINISHED, end.get());
        }
        return end.map("; the sweep is at its end: "::concat).orElse("");
    }

    /// What is asked of a trial is asked of its replicates too.
    static List<RunInfo> concerned(SweepView view, RunInfo run) {
        return run.trial()
                ? Stream.concat(Stream.of(run), view.replicates(run.number()).stream())
                        .toList()
                : List.of(run);
    }

    /// Refused only where there is nothing to be done about any of the runs; the first one says why.
    private Answer obey(Command.OfTrial command, List<RunInfo> runs) {
        var answers = runs.stream().map(run -> obey(command, run)).toList();
        boolean refused = answers.stream().allMatch(Answer.Refused.class::isInstance);
        if (refused) {
            return answers.getFirst();
        }
        return switch (command) {
            case Command.RetryTrial it -> {
                reopen(it);
                yield Answer.DONE;
            }
            case Command.InvalidateTrial it -> done(inItsPlace(it));
            case Command.StopTrial _, Command.LoseTrial _ -> Answer.DONE;
        };
    }

    private Answer obey(Command.OfTrial command, RunInfo run) {
        return switch (command) {
            case Command.StopTrial it ->
                draft.record(new Fact.RunStopped(run.runId(), "stopped" + who(it)))
                        ? Answer.DONE
                        : refused("it has ended already");
            case Command.RetryTrial it -> retry(it, run);
            case Command.InvalidateTrial it -> invalidate(run, who(it));
            // Its job is settled by the answer that is given in its place.
            case Command.LoseTrial _ ->
                OutOfReach.refusal(run, answers).map(Obedience::refused).orElse(Answer.DONE);
        };
    }

    private Answer retry(Command.RetryTrial command, RunInfo run) {
        boolean ended = run.status().ended();
        var over = draft.view.sweep().state().ended() ? prospect.reached(draft.view) : Optional.<String>empty();
        if (over.isPresent()) {
            return refused("it would be stopped at once: " + over.get());
        }
        return draft.record(new Fact.RunReopened(run.runId(), command.asked()))
                ? Answer.DONE
                : refused(
                        ended
                                ? "it has completed, and only what failed or was stopped is tried again"
                                : "it has not ended");
    }

    private Answer invalidate(RunInfo run, String who) {
        var current = run.observation().filter(each -> each.invalidated().isEmpty());
        current.ifPresent(each -> draft.record(new Fact.Observed(run.runId(), each.invalidated("invalidated" + who))));
        boolean stopped = !run.trial() && draft.record(new Fact.RunStopped(run.runId(), "invalidated" + who));
        return current.isPresent() || stopped
                ? Answer.DONE
                : refused(run.status().ended() ? "it is invalidated already" : "it has not ended; stop it first");
    }

    /// A sweep that had tried all it was to try goes on. One that was stopped, or has failed, waits until a person lets
    /// it.
    private String inItsPlace(Command.InvalidateTrial command) {
        var view = draft.view;
        return switch (view.sweep().state()) {
            case RUNNING, STOPPING, FAILING -> "";
            case STOPPED, FAILED -> "the sweep has ended; `metta sweep resume` lets it go on";
            case FINISHED -> {
                var end = prospect.end(view);
                if (end.isEmpty()) {
                    reopen(command);
                }
                yield end.map("nothing is tried in its place: "::concat).orElse("the sweep goes on");
            }
        };
    }

    static String who(Command command) {
        return " by " + command.by() + (command.reason().isBlank() ? "" : ": " + command.reason());
    }
}
