package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.stream.LongStream;
import metta.sweep.Seeds;
import org.junit.jupiter.api.Test;

final class IntervalsTest {
    @Test
    void tells_what_is_missing_as_a_plain_set_would() {
        for (long seed = 0; seed < 50; seed++) {
            var random = Seeds.of(seed, 1);
            var intervals = new Intervals();
            var plain = new HashSet<Long>();
            for (int i = 0; i < 100; i++) {
                long number = random.nextLong(40);
                long last = number + random.nextLong(4);
                intervals.add(number, last);
                LongStream.rangeClosed(number, last).forEach(plain::add);
                for (long from = 0; from < 46; from++) {
                    long expected = from;
                    while (plain.contains(expected)) {
                        expected++;
                    }
                    assertThat(intervals.firstMissing(from)).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void holds_the_largest_number_there_is() {
        var intervals = new Intervals();
        intervals.add(Long.MAX_VALUE);
        intervals.add(Long.MAX_VALUE - 1);
        assertThat(intervals.firstMissing(Long.MAX_VALUE - 2)).isEqualTo(Long.MAX_VALUE - 2);
    }
}
