package metta.sweep.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/// Configurations of which a person gave some values, or none.
final class CompletionTest {
    private static final SearchSpace SPACE = space();

    private static SearchSpace space() {
        SequencedMap<String, Source> sources = new LinkedHashMap<>();
        sources.put("lr", new LogNormal(1e-4, 1e-2));
        sources.put("batch", new Pow2(32, 512));
        sources.put("kind", new Categorical(List.of("a", "b")));
        sources.put("depth", new IntUniform(1, 9).around(4, new Scale.Auto()));
        sources.put("twice", new Derived(new Formula("2 * depth")));
        sources.put("also", new Tied("lr"));
        sources.put("size", new Zip(List.of("w", "h"), List.of(List.of(1L, 10L), List.of(2L, 20L))));
        sources.put("steps", new Fixed(100L));
        SequencedMap<String, Condition> conditions = new LinkedHashMap<>();
        conditions.put("depth", Condition.of("kind", List.of("b")));
        return new SearchSpace(sources, conditions, List.of(new Formula("lr * batch <= 1")));
    }

    private static Configuration completed(Map<String, Object> given) {
        return SPACE.completed(given).orElseThrow();
    }

    @Test
    void with_nothing_given_it_is_where_the_search_starts() {
        var start = completed(Map.of());
        assertThat(start.values())
                .containsOnlyKeys("lr", "batch", "kind", "also", "w", "h", "steps")
                .containsEntry("batch", 128L)
                .containsEntry("kind", "a")
                .containsEntry("w", 1L)
                .containsEntry("h", 10L);
        assertThat((double) start.value("lr")).isCloseTo(1e-3, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(SPACE.contains(start)).isTrue();
    }

    @Test
    void what_is_given_stands_and_what_follows_follows() {
        var other = completed(Map.of("kind", "b", "lr", 2e-3, "h", 20L));
        assertThat(other.values())
                .containsEntry("lr", 2e-3)
                .containsEntry("also", 2e-3)
                .containsEntry("depth", 4L)
                .containsEntry("twice", 8L)
                .containsEntry("w", 2L);
        assertThat(SPACE.contains(other)).isTrue();
        assertThat(SPACE.completed(other.values())).contains(other);
    }

    @Test
    void constraints_move_what_is_not_given_and_refuse_what_is() {
        assertThat(SPACE.completed(Map.of("lr", 1e-2)).orElseThrow().value("batch"))
                .isEqualTo(64L);
        assertThat(SPACE.completed(Map.of("lr", 1e-2, "batch", 512L))).isEmpty();
        assertThat(SPACE.completed(Map.of("kind", "b", "twice", 9L))).isEmpty();
    }

    @Test
    void what_cannot_be_is_named() {
        assertThatThrownBy(() -> SPACE.completed(Map.of("depth", 3L)))
                .hasMessage("'depth' takes no part beside the other values");
        assertThatThrownBy(() -> SPACE.completed(Map.of("nothing", 3L))).hasMessageContaining("'nothing'");
        assertThatThrownBy(() -> SPACE.completed(Map.of("batch", 100L)))
                .hasMessage("batch: must be a power of two between 32 and 512, got 100");
        assertThatThrownBy(() -> SPACE.completed(Map.of("w", 1L, "h", 20L)))
                .hasMessage("no row has these values of w, h");
    }
}
