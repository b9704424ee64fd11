package metta.sweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InstantsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02T03:04:05Z",
                "2026-01-02T03:04:05.6Z",
                "2026-01-02T03:04:05.678Z",
                "2026-01-02T03:04:05.000000001Z",
                "2026-01-02T03:04:05.678901234Z",
                "0000-02-29T00:00:00Z",
                "1969-12-31T23:59:59.999999999Z",
                "2024-02-29T23:59:59Z",
                "2026-01-02T24:00:00Z",
                "2016-12-31T23:59:60Z",
                "+12026-01-02T03:04:05Z",
                "-0001-01-02T03:04:05Z",
                "2026-01-02T03:04:05.Z",
                "2026-01-02t03:04:05z",
                "2026-01-02T03:04:05+02:00"
            })
    void a_moment_is_what_the_library_says(String text) {
        assertThat(Instants.parse(text)).isEqualTo(Instant.parse(text));
    }

    @Test
    void whatever_a_store_writes_comes_back() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        for (int i = 0; i < 10_000; i++) {
            var moment = Instant.ofEpochSecond(random.nextLong(-70_000_000_000L, 300_000_000_000L))
                    .plusNanos(random.nextInt(3) * 1_000_000L)
                    .plusNanos(random.nextInt(2) * random.nextLong(1_000_000));
            assertThat(Instants.parse(moment.toString())).isEqualTo(moment);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-01-02",
                "2026-01-02T03:04:05",
                "2026-01-02T03:04Z",
                "2026-01-02T03:04:05.1234567890Z",
                "2026-13-02T03:04:05Z",
                "2026-02-30T03:04:05Z",
                "2026-01-02T25:04:05Z",
                "2026-01-02T03:04:+5Z",
                "2026-01-02T03:04:05,5Z",
                "2026-01-02T03:04:٠٥Z"
            })
    void what_is_no_moment_is_an_error(String text) {
        assertThatThrownBy(() -> Instants.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
