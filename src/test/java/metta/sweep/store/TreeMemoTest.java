package metta.sweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.IntStream;
import metta.sweep.json.Json.InvalidJsonException;
import org.junit.jupiter.api.Test;

final class TreeMemoTest {
    private final TreeMemo memo = new TreeMemo();

    @Test
    void a_text_that_comes_again_is_not_read_again() {
        var first = memo.read(text(1));
        assertThat(first).isEqualTo(Map.of("n", 1L));
        assertThat(memo.read(text(1))).isSameAs(first);
    }

    @Test
    void it_remembers_only_the_last_few() {
        var first = memo.read(text(1));
        IntStream.rangeClosed(2, 1000)
                .forEach(n -> assertThat(memo.read(text(n))).isEqualTo(Map.of("n", (long) n)));
        assertThat(memo.read(text(1))).isEqualTo(first).isNotSameAs(first);
    }

    @Test
    void what_cannot_be_read_is_refused_each_time() {
        assertThatThrownBy(() -> memo.read("{")).isInstanceOf(InvalidJsonException.class);
        assertThatThrownBy(() -> memo.read("{")).isInstanceOf(InvalidJsonException.class);
    }

    private static String text(int n) {
        return "{\"n\": %d}".formatted(n);
    }
}
