package metta.sweep.config;

/// Where the sweep's facts are kept.
public enum StoreType {
    SQLITE,
    FILE
}
