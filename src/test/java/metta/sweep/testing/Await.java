package metta.sweep.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waits for what other processes do. The deadline is far off: it ends a broken test, and decides no sound one.
public final class Await {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

    private Await() {}

    public static void until(String what, BooleanSupplier condition) {
        value(condition::getAsBoolean, what, reached -> reached);
    }

    /// The first value that satisfies the condition.
    public static <T> T value(Supplier<T> supplier, String what, Predicate<? super T> condition) {
        Instant deadline = CLOCK.instant().plus(DEADLINE);
        var value = supplier.get();
        while (!condition.test(value)) {
            assertThat(CLOCK.instant()).as("%s; the last was %s", what, value).isBefore(deadline);
            LockSupport.parkNanos(PAUSE_NANOS);
            value = supplier.get();
        }
        return value;
    }
}
