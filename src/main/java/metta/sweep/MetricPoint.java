package metta.sweep;

/// One value of one metric at one step of training. The value may be NaN or infinite: it is kept as reported.
public record MetricPoint(String name, long step, double value) {}
