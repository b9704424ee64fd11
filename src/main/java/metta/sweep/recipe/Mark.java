package metta.sweep.recipe;

/// How far one source of metrics was read.
///
/// @param offset bytes
/// @param lines how many lines or records reported something: the step of the next one that does not say its own
/// @param skipping whether the offset lies within a line that is too long to be read
record Mark(long offset, long lines, boolean skipping) {
    static final Mark START = new Mark(0, 0, false);

    /// Of a source that is read once: it was.
    static final Mark DONE = new Mark(1, 0, false);

    Mark to(long newOffset) {
        return new Mark(newOffset, lines, skipping);
    }

    Mark skipping(boolean now) {
        return new Mark(offset, lines, now);
    }

    Mark reported() {
        return new Mark(offset, lines + 1, skipping);
    }
}
