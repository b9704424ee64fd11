package metta.sweep.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonNumbersTest {
    @Test
    void nested_objects_become_paths_and_what_is_no_number_is_passed_over() {
        assertThat(JsonNumbers.of("""
                        {"step": 100, "score": 0.71, "ok": true, "name": "x", "none": null, "list": [1, {"a": 2}],
                         "eval": {"arena": {"score": -1e-3}}, "a/b": 2}"""))
                .hasValue(new LinkedHashMap<>(
                        Map.of("step", 100.0, "score", 0.71, "eval/arena/score", -0.001, "a/b", 2.0)));
    }

    @Test
    void what_is_not_finite_counts_bare_or_in_quotes() {
        assertThat(JsonNumbers.of(
                                "{\"a\": NaN, \"b\": -Infinity, \"c\": Infinity, \"d\": \"nan\", \"e\": \"inf\", \"f\": 1e999}")
                        .orElseThrow())
                .containsExactly(
                        Map.entry("a", Double.NaN),
                        Map.entry("b", Double.NEGATIVE_INFINITY),
                        Map.entry("c", Double.POSITIVE_INFINITY),
                        Map.entry("d", Double.NaN),
                        Map.entry("e", Double.POSITIVE_INFINITY),
                        Map.entry("f", Double.POSITIVE_INFINITY));
    }

    @Test
    void the_last_of_two_values_of_one_name_counts() {
        assertThat(JsonNumbers.of("{\"a\": 1, \"a\": 2}").orElseThrow()).containsExactly(Map.entry("a", 2.0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "[1]", "{\"a\": 1", "{\"a\": 1} {", "{\"a\": 1}x", "{a: 1}", "null", "\u0000", "{\"a\":"
            })
    void what_is_not_one_object_is_nothing(String text) {
        assertThat(JsonNumbers.of(text)).isEmpty();
    }

    @Test
    void depth_and_digits_without_end_are_nothing() {
        assertThat(JsonNumbers.of("{\"a\":".repeat(100_000))).isEmpty();
        assertThat(JsonNumbers.of("{\"a\": " + "9".repeat(100_000) + "}")).isEmpty();
    }
}
