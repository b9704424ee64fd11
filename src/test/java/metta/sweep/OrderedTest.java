package metta.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metta.sweep.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Copies of maps, of few entries and of many, are what they were made of.
final class OrderedTest {
    private static Map<String, Object> map(int size) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = size; i > 0; i--) {
            map.put("key " + i, (long) i);
        }
        return map;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 17, 100})
    void a_copy_equals_its_original_in_its_order(int size) {
        var map = map(size);
        var copy = Ordered.<String, Object>copy(map);
        assertThat(copy).isEqualTo(map).hasSameHashCodeAs(map).hasSize(size).hasToString(map.toString());
        assertThat(map).isEqualTo(copy);
        assertThat(List.copyOf(copy.keySet())).isEqualTo(List.copyOf(map.keySet()));
        assertThat(List.copyOf(copy.values())).isEqualTo(List.copyOf(map.values()));
        assertThat(Json.write(copy)).isEqualTo(Json.write(map));
        assertThat(List.copyOf(copy.reversed().keySet()))
                .isEqualTo(List.copyOf(map.keySet()).reversed());
        map.forEach((key, value) -> assertThat(copy).containsEntry(key, value));
        assertThat(copy.get("another")).isNull();
        assertThat(copy.containsKey("another")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 17})
    void a_copy_cannot_be_changed_and_does_not_follow_its_original(int size) {
        var map = map(size);
        var copy = Ordered.<String, Object>copy(map);
        map.put("new", 1L);
        assertThat(copy).hasSize(size).doesNotContainKey("new");
        assertThatThrownBy(() -> copy.put("new", 1L)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> copy.remove("key 1")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> copy.entrySet().iterator().next().setValue(2L))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void what_cannot_be_changed_is_shared() {
        var copy = Ordered.<String, Object>copy(map(3));
        assertThat(Ordered.<String, Object>copy(copy)).isSameAs(copy);
        assertThat(Ordered.copy(Map.of())).isSameAs(Ordered.copy(new LinkedHashMap<String, Object>()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void what_is_merged_replaces_in_its_place_or_comes_last(int size) {
        var merged = Ordered.<String, Object>merge(map(size), Map.of("key 1", "another", "last", 1L));
        assertThat(merged).hasSize(size + 1).containsEntry("key 1", "another");
        assertThat(merged.lastEntry().getKey()).isEqualTo("last");
    }
}
