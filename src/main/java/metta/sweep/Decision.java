package metta.sweep;

/// What a scheduler wants done, and why.
public sealed interface Decision {
    String reason();

    /// Start a new run with this suggestion.
    record LaunchTraining(Suggestion suggestion, String reason) implements Decision {}

    /// Run a trial's configuration once more, with another seed.
    ///
    /// @param replicate from 1
    record LaunchReplicate(int number, int replicate, String reason) implements Decision {}

    /// End a run early.
    record StopRun(String runId, String reason) implements Decision {}

    record LaunchEval(String runId, String reason) implements Decision {}

    /// Nothing is left to do: end the sweep.
    record Finish(String reason) implements Decision {}
}
