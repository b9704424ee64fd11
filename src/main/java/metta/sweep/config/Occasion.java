package metta.sweep.config;

/// When people want to be told of a sweep.
public enum Occasion {
    /// It has ended: finished, failed or was stopped.
    END,
    /// It does not go as it should, and somebody may have to do something.
    TROUBLE
}
