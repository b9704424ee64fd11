package metta.sweep;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Something that only the controller that holds the lease may record.
///
/// Every fact is idempotent: recorded a second time, after a crash or an answer that got lost, it changes nothing.
public sealed interface Fact {
    /// What a fact about one run says, so that stores can find the run.
    sealed interface OfRun extends Fact {
        String runId();
    }

    /// What a fact about one job says.
    sealed interface OfJob extends OfRun {
        JobId job();

        @Override
        default String runId() {
            return job().runId();
        }
    }

    /// Creates the run if it is absent.
    ///
    /// @param number of the trial
    /// @param replicate 0 for the trial itself, from 1 for the same configuration with further seeds
    /// @param evaluated whether its training is followed by an evaluation
    record InitRun(String runId, int number, int replicate, boolean evaluated, Map<String, Object> summary, Instant at)
            implements OfRun {
        public InitRun {
            summary = Ordered.copy(summary);
        }

        /// Creates a trial.
        public InitRun(String runId, int number, boolean evaluated, Map<String, Object> summary, Instant at) {
            this(runId, number, 0, evaluated, summary, at);
        }
    }

    /// Merges `changes` into the run's summary, if the summary holds every entry of `expected`.
    record UpdateRunSummary(String runId, Map<String, Object> changes, Map<String, Object> expected) implements OfRun {
        public UpdateRunSummary {
            changes = Ordered.copy(changes);
            expected = Ordered.copy(expected);
        }
    }

    /// The intent to start a job, recorded before anything starts.
    record RecordJob(JobDefinition definition) implements OfJob {
        @Override
        public JobId job() {
            return definition.id();
        }
    }

    record JobSubmitted(JobId job, String handle, Instant at) implements OfJob {}

    record JobStarted(JobId job, Instant at) implements OfJob {}

    record JobEnded(JobId job, Outcome outcome, Instant at) implements OfJob {}

    record HookMarked(JobId job, HookMark mark) implements OfJob {}

    /// Freezes what the run taught. A version that is not above the current one changes nothing.
    record Observed(String runId, Observation observation) implements OfRun {}

    /// The run was ended early; what it reached still counts as its observation.
    record RunStopped(String runId, String reason) implements OfRun {}

    /// The run, which had failed or was stopped, is tried again: its attempts so far are forgiven.
    record RunReopened(String runId, String reason) implements OfRun {}

    /// A scheduler's or the controller's decision, kept for `status --why`.
    record Decided(String subject, String decision, String reason, Instant at) implements Fact {}

    record CommandDone(long command) implements Fact {}

    /// What a fact about the sweep as a whole says.
    sealed interface OfSweep extends Fact {}

    record SweepMoved(SweepState to, String reason, Instant at) implements OfSweep {}

    /// The configuration is another from now on.
    ///
    /// @param edit the how-manieth, from 1: a late repetition of an earlier one changes nothing
    /// @param what was changed by whom, for people
    record SweepEdited(int edit, Map<String, Object> config, String what) implements OfSweep {
        public SweepEdited {
            config = Ordered.copy(config);
        }
    }

    /// The sweep starts nothing new, or does so again.
    ///
    /// @param why it is paused; empty if it is not any more
    record SweepPaused(Optional<String> why) implements OfSweep {}

    /// The sweep, which had ended, goes on.
    record SweepReopened(String why, Instant at) implements OfSweep {}
}
