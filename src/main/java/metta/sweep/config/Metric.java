package metta.sweep.config;

/// A metric that the sweep optimizes.
///
/// @param name as the program reports it, such as `evaluator/eval_arena/score`
public record Metric(String name, Goal goal, Aggregate aggregate) {
    public Metric {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a metric's name must not be blank");
        }
    }

    /// A metric to maximize, by its last value.
    public Metric(String name) {
        this(name, Goal.MAXIMIZE, Aggregate.LAST);
    }
}
