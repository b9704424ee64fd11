package metta.sweep;

import java.time.Instant;
import java.util.Map;

/// What a person asks of a sweep. The command line and the dashboard only ever append commands; the controller
/// acts on them.
public sealed interface Command {
    /// Who asks.
    String by();

    /// Why, in that person's words; may be blank.
    String reason();

    /// Who asks, and why: `asked by ann: lunch`.
    default String asked() {
        return "asked" + Obedience.who(this);
    }

    /// What it is about: a run, or the sweep.
    default String subject(String sweepId) {
        return this instanceof OfTrial trial ? trial.runId() : sweepId;
    }

    /// What is asked, in a word.
    default String word() {
        return switch (this) {
            case StopSweep _, StopTrial _ -> "stop";
            case PauseSweep _ -> "pause";
            case ResumeSweep _ -> "resume";
            case EditSweep _ -> "edit";
            case RetryTrial _ -> "retry";
            case InvalidateTrial _ -> "invalidate";
            case LoseTrial _ -> "take for lost";
        };
    }

    /// Ends the sweep and its jobs.
    record StopSweep(String by, String reason) implements Command {}

    /// Starts nothing new until further notice. What runs goes on.
    record PauseSweep(String by, String reason) implements Command {}

    /// Goes on with a sweep that was paused, or has ended.
    record ResumeSweep(String by, String reason) implements Command {}

    /// Changes the configuration.
    ///
    /// @param changes new values by dotted key, as `metta.sweep.config.Edit` understands them
    record EditSweep(Map<String, Object> changes, String by, String reason) implements Command {
        public EditSweep {
            changes = Ordered.copy(changes);
        }
    }

    /// What a person asks about one trial.
    sealed interface OfTrial extends Command {
        String runId();
    }

    /// Ends the run and its jobs. What it reached counts.
    record StopTrial(String runId, String by, String reason) implements OfTrial {}

    /// Tries a run again that failed or was stopped, from where it failed.
    record RetryTrial(String runId, String by, String reason) implements OfTrial {}

    /// What an ended run taught is not to be believed: its record stays, and counts no more.
    record InvalidateTrial(String runId, String by, String reason) implements OfTrial {}

    /// What the run's jobs run on is gone for good, and they with it. Heeded where a job cannot be asked, nowhere else.
    record LoseTrial(String runId, String by, String reason) implements OfTrial {}

    /// A command in the sweep's inbox.
    ///
    /// @param number its place in the inbox, from 1
    record Queued(long number, Command command, Instant at) {}
}
