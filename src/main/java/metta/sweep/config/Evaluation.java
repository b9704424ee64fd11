package metta.sweep.config;

import java.util.Optional;
import metta.sweep.space.Configuration;

/// Whether runs are evaluated after training, by what, and with what arguments.
///
/// @param enabled absent: if the recipe offers an evaluation
/// @param tool of the recipe that evaluates; absent: its own evaluation
public record Evaluation(Optional<Boolean> enabled, Optional<String> tool, Configuration overrides) {
    public static final Evaluation DEFAULT = new Evaluation(Optional.empty(), Optional.empty(), Configuration.EMPTY);
}
