package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

final class TransferTest {
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(1);

    private long restored(long epoch, Instant at) {
        return epoch + Transfer.leap(epoch, at, random);
    }

    @Test
    void the_same_snapshot_restored_twice_has_two_epochs_and_the_later_one_is_greater() {
        long first = restored(1, NOW);
        assertThat(restored(1, NOW.plusMillis(5))).isGreaterThan(first);
        assertThat(restored(first, NOW)).isGreaterThan(first + Transfer.FAR);
    }

    @Test
    void epochs_stay_unique_and_rise_where_the_clock_lies_behind() {
        var epochs = new HashSet<Long>();
        for (int again = 0; again < 100; again++) {
            long epoch = restored(1_800_000_000_000_000L, NOW.minus(Duration.ofDays(again % 2)));
            assertThat(epoch).isGreaterThan(1_800_000_000_000_000L + Transfer.FAR);
            epochs.add(epoch);
        }
        assertThat(epochs).hasSize(100);
    }

    @Test
    void epochs_are_whole_numbers_that_every_reader_of_json_keeps() {
        assertThat(restored(1, Instant.parse("2200-01-01T00:00:00Z"))).isLessThan(1L << 53);
    }
}
