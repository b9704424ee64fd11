package metta.sweep;

/// What a scheduler wants done, and why.
public sealed interface Decision {
    String reason();

    /// Start a new run with this suggestion.
    record LaunchTraining(Suggestion suggestion, String reason) implements Decision {}

    record LaunchEval(String runId, String reason) implements Decision {}

    /// Nothing is left to do: end the sweep.
    record Finish(String reason) implements Decision {}
}
