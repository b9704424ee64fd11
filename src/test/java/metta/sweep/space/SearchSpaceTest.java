package metta.sweep.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.random.RandomGeneratorFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class SearchSpaceTest {
    private final SearchSpace space = space();

    private static SearchSpace space() {
        SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
        parameters.put("trainer.steps", new Fixed(1000));
        parameters.put("z.rate", new LogNormal(1e-5, 1e-2));
        parameters.put("a.size", new Pow2(16, 256));
        parameters.put("only", new Categorical(List.of("x")));
        parameters.put("act", new Categorical(List.of("relu", "tanh")));
        return new SearchSpace(parameters);
    }

    @Test
    void only_parameters_with_something_to_choose_are_dimensions() {
        assertThat(space.freeNames()).containsExactly("z.rate", "a.size", "act");
        assertThat(space.dimensions()).isEqualTo(3);
    }

    @Test
    void a_parameter_that_is_fixed_is_no_dimension_and_believed_no_more() {
        SequencedMap<String, Source> sources = new LinkedHashMap<>();
        sources.putAll(space.parameters());
        sources.put("sizes", new Zip(List.of("width", "depth"), List.of(List.of(8, 1), List.of(16, 2))));
        var conditions = new LinkedHashMap<String, Condition>();
        conditions.put("z.rate", Condition.of("act", List.of("tanh")));
        SequencedMap<String, Belief> beliefs = new LinkedHashMap<>();
        beliefs.put("z.rate", new Belief.Between(1e-4, 1e-3, 0.8));
        var whole = new SearchSpace(sources, conditions, List.of(), beliefs);
        var fixed = whole.fixing(Map.of("z.rate", 2e-4, "width", 16L, "depth", 2L));
        assertThat(fixed.names()).isEqualTo(whole.names());
        assertThat(fixed.freeNames()).containsExactly("a.size", "act");
        assertThat(fixed.beliefs()).isEmpty();
        var configuration = fixed.decode(new double[] {0.5, 0.9}).orElseThrow();
        assertThat(configuration.values())
                .containsEntry("z.rate", 2e-4)
                .containsEntry("width", 16L)
                .containsEntry("depth", 2L);
        assertThat(fixed.decode(new double[] {0.5, 0.1}).orElseThrow().has("z.rate"))
                .isFalse();
        assertThat(whole.contains(configuration)).isTrue();
    }

    @Test
    void decodes_to_all_parameters_in_order() {
        var configuration = space.decode(new double[] {0, 1, 0.75}).orElseThrow();
        assertThat(configuration.values().keySet()).containsExactly("trainer.steps", "z.rate", "a.size", "only", "act");
        assertThat(configuration.values().values()).containsExactly(1000L, 1e-5, 256L, "x", "tanh");
    }

    @Test
    void every_decoded_point_is_contained_and_comes_back() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
        for (int i = 0; i < 1_000; i++) {
            var configuration = space.decode(random.doubles(3).toArray()).orElseThrow();
            assertThat(space.contains(configuration)).isTrue();
            double[] point = space.encode(configuration);
            assertThat(space.encode(space.decode(point).orElseThrow())).containsExactly(point, offset());
            assertThat(space.decode(point).orElseThrow().value("a.size")).isEqualTo(configuration.value("a.size"));
            assertThat(space.decode(point).orElseThrow().value("act")).isEqualTo(configuration.value("act"));
        }
    }

    @Test
    void does_not_contain_a_configuration_with_more_less_or_other_values() {
        var inside = space.decode(new double[] {0.5, 0.5, 0.5}).orElseThrow();
        assertThat(space.contains(inside)).isTrue();
        assertThat(space.contains(inside.with("more", 1))).isFalse();
        assertThat(space.contains(inside.with("a.size", 17))).isFalse();
        assertThat(space.contains(inside.with("trainer.steps", 1001))).isFalse();
        assertThat(space.contains(Configuration.EMPTY)).isFalse();
    }

    @Test
    void a_point_must_have_a_coordinate_for_each_dimension() {
        assertThatThrownBy(() -> space.decode(new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the search space has 3 dimensions, the point has 2");
    }

    @Test
    void a_configuration_that_is_not_in_the_space_cannot_be_encoded() {
        var inside = space.decode(new double[] {0.5, 0.5, 0.5}).orElseThrow();
        assertThatThrownBy(() -> space.encode(inside.with("more", 1))).hasMessageContaining("'more'");
        assertThatThrownBy(() -> space.encode(inside.with("act", "gelu")))
                .hasMessage("act: must be one of 'relu', 'tanh', got 'gelu'");
        assertThatThrownBy(() -> space.encode(inside.with("trainer.steps", 2))).hasMessageContaining("fixed at 1000");
        assertThatThrownBy(() -> space.encode(Configuration.EMPTY)).hasMessageContaining("trainer.steps");
    }

    @Test
    void a_space_without_freedom_has_one_configuration() {
        SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
        parameters.put("a", new Fixed(true));
        var fixed = new SearchSpace(parameters);
        assertThat(fixed.dimensions()).isZero();
        assertThat(fixed.decode(new double[0]).orElseThrow().value("a")).isEqualTo(true);
    }

    private static Offset<Double> offset() {
        return Offset.offset(1e-12);
    }
}
