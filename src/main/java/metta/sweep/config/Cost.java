package metta.sweep.config;

/// The metric that says what a run cost. Without one, cost is wall-clock seconds.
public record Cost(String metric) {
    public Cost {
        if (metric.isBlank()) {
            throw new IllegalArgumentException("the cost metric's name must not be blank");
        }
    }
}
