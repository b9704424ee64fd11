package metta.sweep.config;

/// How the values that a job reports of one metric become one number.
public enum Aggregate {
    LAST,
    BEST,
    MEAN
}
