package metta.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import metta.sweep.config.Edit;

/// Does what people ask for in a sweep's inbox. What cannot be done is refused with a reason, and both are kept.
///
/// @param answers of the dispatcher; where it was not asked there are none, and what needs them stays in the inbox
record Obedience(Draft draft, Map<JobId, JobState> answers) {
    /// Obeys all that waits, and says whether the sweep's configuration is another now.
    boolean obey() {
        int edits = draft.view.sweep().amendments().edits();
        for (var queued : draft.view.inbox()) {
            var command = queued.command();
            if (command instanceof Command.LoseTrial lost && OutOfReach.waits(draft.view, lost, answers)) {
                continue;
            }
            var refusal = obey(command);
            draft.decided(
                    subject(command),
                    "command %d: %s%s"
                            .formatted(queued.number(), refusal.isPresent() ? "refused to " : "", word(command)),
                    refusal.map(why -> why + "; asked").orElse("asked") + who(command));
            draft.record(new Fact.CommandDone(queued.number()));
        }
        return draft.view.sweep().amendments().edits() > edits;
    }

    /// Why the command was refused; empty if it was obeyed.
    private Optional<String> obey(Command command) {
        var ended = draft.view.sweep().state().ended();
        return switch (command) {
            case Command.StopSweep it -> {
                draft.move(SweepState.STOPPING, "stopped" + who(it));
                yield Optional.empty();
            }
            case Command.PauseSweep it -> ended ? Optional.of("it has ended") : pause(Optional.of("paused" + who(it)));
            case Command.ResumeSweep it -> ended ? reopen(it) : pause(Optional.empty());
            case Command.EditSweep it -> edit(it);
            case Command.OfTrial it ->
                draft.view
                        .find(it.runId())
                        .map(run -> obey(it, concerned(draft.view, run)))
                        .orElse(Optional.of("there is no such trial"));
        };
    }

    private Optional<String> pause(Optional<String> why) {
        return draft.record(new Fact.SweepPaused(why))
                ? Optional.empty()
                : Optional.of(why.isPresent() ? "it is paused already" : "it is not paused");
    }

    private Optional<String> reopen(Command command) {
        draft.record(new Fact.SweepReopened("asked" + who(command), draft.now));
        return Optional.empty();
    }

    /// A sweep that has ended goes on once its budget is another.
    private Optional<String> edit(Command.EditSweep command) {
        var sweep = draft.view.sweep();
        try {
            var edit = Edit.of(sweep.config(), command.changes());
            draft.record(new Fact.SweepEdited(
                    sweep.amendments().edits() + 1, edit.config(), edit.what() + "; asked" + who(command)));
        } catch (SweepException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        boolean more = command.changes().keySet().stream()
                .anyMatch(key -> key.startsWith("budget.") || key.startsWith("replicates.") || key.equals("seeds"));
        return more && sweep.state().ended() ? reopen(command) : Optional.empty();
    }

    /// What is asked of a trial is asked of its replicates too.
    static List<RunInfo> concerned(SweepView view, RunInfo run) {
        return run.trial()
                ? Stream.concat(Stream.of(run), view.replicates(run.number()).stream())
                        .toList()
                : List.of(run);
    }

    /// Refused only where there is nothing to be done about any of the runs; the first one says why.
    private Optional<String> obey(Command.OfTrial command, List<RunInfo> runs) {
        var refusals = runs.stream().map(run -> obey(command, run)).toList();
        return refusals.stream().anyMatch(Optional::isEmpty) ? Optional.empty() : refusals.getFirst();
    }

    private Optional<String> obey(Command.OfTrial command, RunInfo run) {
        var status = run.status();
        return switch (command) {
            case Command.StopTrial it ->
                draft.record(new Fact.RunStopped(run.runId(), "stopped" + who(it)))
                        ? Optional.empty()
                        : Optional.of("it has ended already");
            case Command.RetryTrial it -> {
                if (!draft.record(new Fact.RunReopened(run.runId(), "asked" + who(it)))) {
                    yield Optional.of(
                            status.ended()
                                    ? "it has completed, and only what failed or was stopped is tried again"
                                    : "it has not ended");
                }
                yield draft.view.sweep().state().ended() ? reopen(it) : Optional.empty();
            }
            case Command.InvalidateTrial it -> invalidate(run, who(it));
            // Its job is settled by the answer that is given in its place.
            case Command.LoseTrial _ -> OutOfReach.refusal(run, answers);
        };
    }

    private Optional<String> invalidate(RunInfo run, String who) {
        var current = run.observation().filter(each -> each.invalidated().isEmpty());
        current.ifPresent(each -> draft.record(new Fact.Observed(run.runId(), each.invalidated("invalidated" + who))));
        boolean stopped = !run.trial() && draft.record(new Fact.RunStopped(run.runId(), "invalidated" + who));
        return current.isPresent() || stopped
                ? Optional.empty()
                : Optional.of(run.status().ended() ? "it is invalidated already" : "it has not ended; stop it first");
    }

    private String subject(Command command) {
        return command instanceof Command.OfTrial trial
                ? trial.runId()
                : draft.view.sweep().sweepId();
    }

    private static String word(Command command) {
        return switch (command) {
            case Command.StopSweep _, Command.StopTrial _ -> "stop";
            case Command.PauseSweep _ -> "pause";
            case Command.ResumeSweep _ -> "resume";
            case Command.EditSweep _ -> "edit";
            case Command.RetryTrial _ -> "retry";
            case Command.InvalidateTrial _ -> "invalidate";
            case Command.LoseTrial _ -> "take for lost";
        };
    }

    static String who(Command command) {
        return " by " + command.by() + (command.reason().isBlank() ? "" : ": " + command.reason());
    }
}
