package metta.sweep.config;

import java.util.Optional;
import metta.sweep.space.Configuration;

/// Whether runs are evaluated after training, and with what arguments.
///
/// @param enabled absent: if the recipe offers an evaluation
public record Evaluation(Optional<Boolean> enabled, Configuration overrides) {
    public static final Evaluation DEFAULT = new Evaluation(Optional.empty(), Configuration.EMPTY);
}
