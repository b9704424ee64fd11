package metta.sweep;

/// How a controller waits between iterations.
@FunctionalInterface
public interface Pause {
    /// Returns when something has happened, or when it is time to look again anyway.
    void await() throws InterruptedException;
}
