package metta.sweep.arena;

/// The purposes that random numbers are drawn for under one seed, far apart so that none runs into another.
final class Streams {
    static final long WEIGHTS = 1;
    static final long TRAINING = 2;
    static final long TRAINING_WORLDS = 1L << 32;
    static final long EVALUATION = 2L << 32;
    static final long RESUMED = 1L << 62;

    private Streams() {}
}
