package metta.sweep.config;

/// Which way a metric is better.
public enum Goal {
    MAXIMIZE,
    MINIMIZE
}
