package metta.sweep.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// Parameters that depend on each other: conditions, ties, formulas and constraints.
final class DependentSpaceTest {
    private final SequencedMap<String, Source> sources = new LinkedHashMap<>();
    private final SequencedMap<String, Condition> conditions = new LinkedHashMap<>();
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(7);

    private SearchSpace space(String... constraints) {
        return new SearchSpace(
                sources,
                conditions,
                List.of(constraints).stream().map(Formula::new).toList());
    }

    private Configuration draw(SearchSpace space) {
        return space.decode(random.doubles(space.dimensions()).toArray()).orElseThrow();
    }

    /// Twelve parameters of many kinds: conditional, tied, zipped, derived and constrained.
    private SearchSpace everything() {
        sources.put("optimizer", new Categorical(List.of("sgd", "adam", "none")));
        sources.put("momentum", new Uniform(0, 0.99));
        conditions.put("momentum", Condition.of("optimizer", List.of("sgd")));
        sources.put("nesterov", new Categorical(List.of(true, false)));
        conditions.put("nesterov", Condition.of(new Formula("momentum > 0.5")));
        sources.put("beta", new ReverseLog(0.9, 0.9999));
        conditions.put("beta", Condition.of("optimizer", List.of("adam")));
        sources.put("batch_size", new Pow2(32, 4096));
        sources.put("minibatch_size", new IntStepped(16, 4096, 16));
        sources.put("base_lr", new LogNormal(1e-5, 1e-1));
        sources.put("lr", new Derived(new Formula("base_lr * batch_size / 256")));
        sources.put("critic_lr", new Tied("lr"));
        sources.put(
                "sizes", new Zip(List.of("width", "depth"), List.of(List.of(64, 2), List.of(128, 2), List.of(128, 4))));
        sources.put("warmup", new Uniform(0, 1000));
        sources.put("steps", new IntUniform(100, 2000));
        return space("minibatch_size <= batch_size", "batch_size % minibatch_size == 0", "warmup < steps");
    }

    @Test
    void what_is_drawn_is_contained_and_comes_back() {
        var space = everything();
        for (int i = 0; i < 2_000; i++) {
            var drawn = draw(space);
            assertThat(space.contains(drawn)).as("%s", drawn).isTrue();
            long batch = (long) drawn.value("batch_size");
            assertThat(batch % (long) drawn.value("minibatch_size")).isZero();
            assertThat((double) drawn.value("warmup")).isLessThan(((Long) drawn.value("steps")).doubleValue());
            assertThat(drawn.value("critic_lr")).isEqualTo(drawn.value("lr"));
            assertThat(drawn.has("momentum")).isEqualTo(drawn.value("optimizer").equals("sgd"));
            assertThat(drawn.has("nesterov"))
                    .isEqualTo(drawn.has("momentum") && (double) drawn.value("momentum") > 0.5);
            assertThat(drawn.has("beta")).isEqualTo(drawn.value("optimizer").equals("adam"));
            assertThat(drawn.has("sizes")).isFalse();
            double[] point = space.encode(drawn);
            for (int c = 0; c < point.length; c++) {
                var name = space.freeNames().get(c);
                boolean takesPart = name.equals("sizes") || drawn.has(name);
                assertThat(Double.isNaN(point[c])).as(name).isEqualTo(!takesPart);
                point[c] = Double.isNaN(point[c]) ? 0.5 : point[c];
            }
            var again = space.decode(point).orElseThrow();
            assertThat(again.values().keySet()).isEqualTo(drawn.values().keySet());
            for (var name : List.of("optimizer", "batch_size", "minibatch_size", "width", "depth", "steps")) {
                assertThat(again.value(name)).isEqualTo(drawn.value(name));
            }
        }
    }

    @Test
    void constraints_are_honoured_by_construction_where_they_can_be() {
        var space = everything();
        for (int i = 0; i < 2_000; i++) {
            assertThat(space.decode(random.doubles(space.dimensions()).toArray()))
                    .isPresent();
        }
    }

    @Test
    void names_stand_in_the_order_of_the_file_whatever_depends_on_what() {
        sources.put("lr", new Derived(new Formula("base * 2")));
        sources.put("late", new Uniform(0, 1));
        conditions.put("late", Condition.of("kind", List.of("a")));
        sources.put("base", new Uniform(0, 1));
        sources.put("kind", new Categorical(List.of("a")));
        assertThat(draw(space()).values().keySet()).containsExactly("lr", "late", "base", "kind");
    }

    @Test
    void few_values_keep_their_room_beside_each_other() {
        sources.put("a", new Fixed(3));
        sources.put("b", new Categorical(List.of(1, 2, 4, 8), List.of(1.0, 1.0, 2.0, 4.0), false));
        var space = space("b != 2");
        var counts = new HashMap<Object, Integer>();
        for (int i = 0; i < 7_000; i++) {
            counts.merge(draw(space).value("b"), 1, Integer::sum);
        }
        assertThat(counts).containsOnlyKeys(1L, 4L, 8L);
        assertThat((double) counts.getOrDefault(8L, 0) / counts.getOrDefault(1L, 1))
                .isBetween(3.4, 4.6);
    }

    @Test
    void whole_ranges_end_at_whole_numbers() {
        sources.put("limit", new Fixed(99.5));
        sources.put("n", new IntUniform(1, 1_000_000));
        sources.put("m", new IntLog(1, 1_000_000));
        var space = space("n <= limit", "m > limit");
        for (int i = 0; i < 2_000; i++) {
            var drawn = draw(space);
            assertThat((long) drawn.value("n")).isLessThanOrEqualTo(99);
            assertThat((long) drawn.value("m")).isGreaterThanOrEqualTo(100);
        }
        assertThat(space.decode(new double[] {1, 0}).orElseThrow().value("n")).isEqualTo(99L);
        assertThat(space.decode(new double[] {1, 0}).orElseThrow().value("m")).isEqualTo(100L);
    }

    @Test
    void where_nothing_is_left_there_is_no_configuration() {
        sources.put("a", new Uniform(0, 1));
        sources.put("b", new Uniform(2, 3));
        assertThat(space("b <= a").decode(new double[] {0.5, 0.5})).isEmpty();
    }

    @Test
    void a_constraint_over_what_takes_no_part_says_nothing() {
        sources.put("kind", new Categorical(List.of("a", "b")));
        sources.put("x", new Uniform(0, 1));
        conditions.put("x", Condition.of("kind", List.of("a")));
        sources.put("y", new Uniform(0, 1));
        var space = space("x + y < 0");
        assertThat(space.decode(new double[] {0.1, 0.5, 0.5})).isEmpty();
        assertThat(space.decode(new double[] {0.9, 0.5, 0.5})).isPresent();
    }

    @Test
    void a_formula_without_a_value_leaves_no_configuration() {
        sources.put("n", new IntUniform(0, 1));
        sources.put("share", new Derived(new Formula("1 / n")));
        assertThat(space().decode(new double[] {0})).isEmpty();
        assertThat(space().decode(new double[] {1})).isPresent();
        assertThat(space().rejects()).isTrue();
    }

    @Test
    void what_cannot_be_is_refused_by_name() {
        sources.put("a", new Tied("b"));
        assertThatThrownBy(this::space).hasMessage("there is no parameter 'b'");
        sources.put("b", new Derived(new Formula("a + 1")));
        assertThatThrownBy(this::space).hasMessageContaining("depends on itself");
        sources.put("b", new Fixed(1));
        sources.put("z", new Zip(List.of("b", "c"), List.of(List.of(1, 2))));
        assertThatThrownBy(this::space)
                .isInstanceOfSatisfying(
                        InvalidSpaceException.class, e -> assertThat(e.name()).isEqualTo("b"));
        sources.remove("z");
        assertThatThrownBy(() -> space("1 < 2")).hasMessageContaining("says nothing about what can be chosen");
    }

    @Test
    void does_not_contain_what_breaks_a_constraint_or_takes_no_part() {
        var space = everything();
        var drawn = space.decode(new double[] {0.99, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5})
                .orElseThrow();
        assertThat(space.contains(drawn)).isTrue();
        assertThat(space.contains(drawn.with("momentum", 0.5))).isFalse();
        assertThat(space.contains(drawn.with("lr", 0.5))).isFalse();
        assertThat(space.contains(drawn.with("minibatch_size", 48L))).isFalse();
        assertThat(space.contains(drawn.with("depth", 5L))).isFalse();
        assertThatThrownBy(() -> space.encode(drawn.with("momentum", 0.5))).hasMessageContaining("'momentum'");
        assertThat(space.choices(drawn).orElseThrow())
                .containsEntry("sizes", 1L)
                .doesNotContainKey("lr");
        assertThat(space.assemble(new HashMap<>(Map.copyOf(space.choices(drawn).orElseThrow()))))
                .contains(drawn);
    }
}
