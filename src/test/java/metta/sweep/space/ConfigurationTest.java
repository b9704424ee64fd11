package metta.sweep.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

final class ConfigurationTest {
    @Test
    void keeps_the_order_it_was_given() {
        var configuration = Configuration.EMPTY.with("z", 1).with("a", 2.5).with("m", "x");
        assertThat(configuration.values().keySet()).containsExactly("z", "a", "m");
        assertThat(configuration.with("a", 3.5).values().keySet()).containsExactly("z", "a", "m");
    }

    @Test
    void is_equal_to_one_with_the_same_values_in_another_order() {
        var one = Configuration.EMPTY.with("a", 1).with("b", true);
        var other = Configuration.EMPTY.with("b", true).with("a", 1L);
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(other.with("a", 1.0));
    }

    @Test
    void widens_an_integer_and_forgets_the_sign_of_zero() {
        assertThat(Configuration.EMPTY.with("a", 1).value("a")).isEqualTo(1L);
        assertThat(Configuration.EMPTY.with("a", -0.0).value("a")).isEqualTo(0.0);
    }

    @Test
    void does_not_change_when_its_source_does() {
        SequencedMap<String, Object> source = new LinkedHashMap<>();
        source.put("a", 1);
        var configuration = new Configuration(source);
        source.put("b", 2);
        assertThat(configuration.has("b")).isFalse();
        assertThatThrownBy(() -> configuration.values().put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void refuses_what_is_not_a_value() {
        for (Object value : List.of(Double.NaN, Double.POSITIVE_INFINITY, List.of(), 1.5f, 'c')) {
            assertThatThrownBy(() -> Configuration.EMPTY.with("lr", value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("lr: ");
        }
        assertThatThrownBy(() -> Configuration.EMPTY.with(" ", 1)).hasMessageContaining("blank");
    }

    @Test
    void names_what_there_is_when_asked_for_what_there_is_not() {
        assertThatThrownBy(() -> Configuration.EMPTY.with("a", 1).with("b", 2).value("c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no parameter 'c'; there is a, b");
    }
}
