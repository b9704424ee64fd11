package metta.sweep.recipe;

import java.util.Optional;

/// One of a recipe's programs, by its name: `train`, `evaluate`, or one that the recipe has besides.
///
/// @param sweepMode whether it is meant for the trials of a sweep, mostly with less to do; the program finds
///     `METTA_SWEEP_MODE=1` in its environment
/// @param then the tool that follows where this one ends well, such as the evaluation of what it trained
public record Tool(String name, Step step, boolean sweepMode, Optional<String> then) {
    static final String TRAIN = "train";
    static final String EVALUATE = "evaluate";

    static Tool of(String name, Step step) {
        return new Tool(name, step, false, Optional.empty());
    }
}
