package metta.sweep.store;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before trying again: exponential with full jitter, so that those who failed together do not return
/// together.
///
/// @param attempts how often a call is tried in all, at least 1
/// @param first what the first wait is at most
/// @param longest what any wait is at most
public record Backoff(int attempts, Duration first, Duration longest) {
    public static final Backoff DEFAULT = new Backoff(8, Duration.ofMillis(50), Duration.ofSeconds(10));

    /// For servers elsewhere, which take longer to come back: about twenty seconds in all.
    public static final Backoff REMOTE = new Backoff(15, Duration.ofMillis(50), Duration.ofSeconds(5));

    public Backoff {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, got " + attempts);
        }
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("waits from " + first + " to " + longest + " make no sense");
        }
    }

    /// A wait after the n-th failure, from 1: uniform from zero to `first` doubled n - 1 times, or to `longest`.
    Duration wait(int failures, RandomGenerator random) {
        double bound = Math.min((double) longest.toNanos(), first.toNanos() * Math.pow(2, failures - 1));
        return Duration.ofNanos((long) (random.nextDouble() * bound));
    }

    /// Waits. Given, so that tests need no time.
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }
}
