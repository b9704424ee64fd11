package metta.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import metta.sweep.json.Json;
import metta.sweep.space.SearchSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a file says of parameters that follow from others, hang on others or must fit others.
final class DependentParametersTest {
    private static final String PAGE = """
            parameters:
              batch: {distribution: uniform_pow2, min: 32, max: 512}
              minibatch: {distribution: uniform_pow2, min: 8, max: 512}
              base_lr: {min: 1.0e-4, max: 1.0e-1, log: true}
              lr: {expr: base_lr * batch / 256}
              eval_batch: {same_as: batch}
              size: {zip: {model.width: [128, 256, 512], model.depth: [2, 4, 8]}}
              optimizer:
                one_of:
                  adam: {beta2: {distribution: reverse_log, min: 0.9, max: 0.9999}}
                  sgd: {momentum: {min: 0.0, max: 0.99}, nesterov: [true, false]}
              augment: [none, crop, mix]
              mix:
                when: {augment: mix}
                alpha: {min: 0.1, max: 1.0}
            constraints:
              - minibatch <= batch
              - lr < 0.2
            """;

    private static SearchSpace space(String text) {
        return config(text).space();
    }

    private static SweepConfig config(String text) {
        return SweepConfigReader.parse("sweep.yaml", text);
    }

    /// A thousand configurations, drawn evenly.
    private static List<SequencedMap<String, Object>> draws(String text) {
        var space = space(text);
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        var draws = IntStream.range(0, 1_000)
                .mapToObj(_ -> space.decode(random.doubles(space.dimensions()).toArray()))
                .flatMap(Optional::stream)
                .map(each -> each.values())
                .toList();
        assertThat(draws).isNotEmpty();
        return draws;
    }

    private static double number(Map<String, Object> values, String name) {
        return values.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static Set<Object> seen(Collection<? extends Map<String, Object>> draws, String name) {
        var seen = new HashSet<>();
        draws.stream().map(each -> each.get(name)).filter(Objects::nonNull).forEach(seen::add);
        return seen;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {lr: {min: 0.1, max: 1.0}, o: [a, b], e: {expr: lr * o}}     | 1:55: parameters.e: 'lr * o' comes to nothing where lr is 0.
            {a: {expr: b / 0}, b: 2}                                     | 1:18: parameters.a: 'b / 0' comes to nothing where b is 2: Division by zero
            {o: [a, b], e: {expr: o * 2}, f: {expr: e * 2}}              | 1:29: parameters.e: 'o * 2' comes to nothing where o is
            {lr: {min: 0.1, max: 1.0}}, constraints: [lr < 'a']          | 1:56: constraints[0]: 'lr < 'a'' comes to nothing where lr is 0.
            {lr: {min: 0.1, max: 1.0}}, constraints: ["lr > 'a'"]        | '>' needs two numbers or two texts
            {a: {min: 1, max: 9}, e: {expr: exp(a * 1000)}}              | comes to nothing where a is
            """)
    void a_formula_that_never_comes_to_anything_is_told_with_what_it_was_given(String parameters, String message) {
        assertThatThrownBy(() -> config("{parameters: " + parameters + "}"))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        e -> assertThat(e.problems()).hasSize(1))
                .hasMessageContaining(message);
    }

    @Test
    void a_formula_that_sometimes_comes_to_nothing_only_rejects() {
        assertThat(draws("parameters: {o: [a, 2], e: {expr: o * 2}}"))
                .allSatisfy(each -> assertThat(each.get("e")).isEqualTo(4L));
        assertThatThrownBy(() -> config("{parameters: {o: [a, 2], e: {expr: o * 2}}, constraints: [e > 9]}"))
                .hasMessageContaining("constraints[0]: nearly everything is rejected");
    }

    @Test
    void a_parameter_with_a_mistake_is_there_all_the_same() {
        assertThatThrownBy(() -> config("""
                parameters:
                  lr: {min: 1.0, max: high}
                  a: {same_as: lr}
                  b: {expr: lr * 2}
                  c: {values: [1, 2], when: {lr: 1}}
                  d: {values: [1, 2], when: lr < 2}
                constraints: [lr < 2, a < 2]
                first: default
                points_to_evaluate: [{lr: 1.5}, {lrr: 1}]
                optimizer: {type: grid, resolution: {lr: 3}}
                """)).hasMessage("""
                        sweep.yaml:2:23: parameters.lr.max: must be a number, got the text 'high'
                        sweep.yaml:9:33: points_to_evaluate[1]: there is no parameter 'lrr'; did you mean 'lr'?""");
    }

    @Test
    void tied_and_derived_parameters_follow_from_others() {
        assertThat(draws(PAGE)).allSatisfy(values -> {
            assertThat(values.get("eval_batch")).isEqualTo(values.get("batch"));
            assertThat(number(values, "lr")).isEqualTo(number(values, "base_lr") * number(values, "batch") / 256);
        });
    }

    @Test
    void zipped_parameters_change_together() {
        var draws = draws(PAGE);
        assertThat(draws).noneSatisfy(values -> assertThat(values).containsKey("size"));
        assertThat(draws)
                .allSatisfy(values ->
                        assertThat(number(values, "model.width")).isEqualTo(64 * number(values, "model.depth")));
        assertThat(seen(draws, "model.depth")).containsExactlyInAnyOrder(2L, 4L, 8L);
    }

    @Test
    void a_choice_brings_parameters_of_its_own() {
        var draws = draws(PAGE);
        assertThat(draws).allSatisfy(values -> {
            boolean adam = Objects.equals(values.get("optimizer"), "adam");
            assertThat(values.containsKey("beta2")).isEqualTo(adam);
            assertThat(values.containsKey("momentum")).isNotEqualTo(adam);
            assertThat(values.containsKey("nesterov")).isNotEqualTo(adam);
        });
        assertThat(seen(draws, "optimizer")).containsExactlyInAnyOrder("adam", "sgd");
    }

    @Test
    void a_group_takes_part_under_a_condition() {
        assertThat(draws(PAGE))
                .allSatisfy(values -> assertThat(values.containsKey("mix.alpha"))
                        .isEqualTo(Objects.equals(values.get("augment"), "mix")));
    }

    @Test
    void constraints_hold() {
        assertThat(draws(PAGE)).allSatisfy(values -> {
            assertThat(number(values, "minibatch")).isLessThanOrEqualTo(number(values, "batch"));
            assertThat(number(values, "lr")).isLessThan(0.2);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a: 2}", "{a: [2]}", "a == 2", "[{a: 2}, b > 0]", "[a > 1, a < 3]", "a + b > 2 and a < 3"})
    void a_condition_has_several_forms(String when) {
        var draws = draws("{parameters: {a: [1, 2, 3], b: {value: 1}, c: {min: 0.0, max: 1.0, when: '%s'}}}"
                .formatted(when)
                .replace(when.startsWith("{") || when.startsWith("[") ? "'" : "\0", ""));
        assertThat(draws)
                .allSatisfy(values -> assertThat(values.containsKey("c")).isEqualTo(number(values, "a") == 2));
        assertThat(seen(draws, "c")).isNotEmpty();
    }

    @Test
    void a_name_in_a_group_is_looked_for_in_the_group_first() {
        var draws = draws("""
                parameters:
                  kind: [x, y]
                  model:
                    kind: [a, b]
                    depth: {min: 1, max: 9, when: {kind: a}}
                    head: {min: 1, max: 9, when: {model.kind: b}}
                """);
        assertThat(draws).allSatisfy(values -> {
            boolean a = Objects.equals(values.get("model.kind"), "a");
            assertThat(values.containsKey("model.depth")).isEqualTo(a);
            assertThat(values.containsKey("model.head")).isNotEqualTo(a);
        });
    }

    @Test
    void what_hangs_on_something_that_does_not_take_part_does_not_either() {
        var draws = draws("""
                parameters:
                  a: [1, 2]
                  b: {values: [1, 2], when: {a: 1}}
                  c: {values: [1, 2], when: {b: 1}}
                  d: {expr: 10 * c}
                  e: {same_as: b}
                """);
        assertThat(draws).allSatisfy(values -> {
            assertThat(values.containsKey("b")).isEqualTo(number(values, "a") == 1);
            assertThat(values.containsKey("c")).isEqualTo(number(values, "b") == 1);
            assertThat(values.containsKey("d")).isEqualTo(values.containsKey("c"));
            assertThat(values.containsKey("e")).isEqualTo(values.containsKey("b"));
        });
    }

    @Test
    void choices_are_drawn_by_their_weights() {
        var draws = draws("{parameters: {a: {values: [x, y, z], weights: [6, 3, 1]}}}");
        assertThat(draws.stream().filter(each -> Objects.equals(each.get("a"), "x")))
                .hasSizeBetween(550, 650);
        assertThat(draws.stream().filter(each -> Objects.equals(each.get("a"), "z")))
                .hasSizeBetween(60, 140);
    }

    @Test
    void a_description_comes_back_from_its_tree() {
        var config = config(PAGE);
        var again = config(Json.write(config.toTree()));
        assertThat(again).isEqualTo(config);
        assertThat(again.toTree()).isEqualTo(config.toTree());
        var everything = config("""
                parameters:
                  a: {values: [s, m, l], ordered: true, weights: [1, 2, 1]}
                  b: {distribution: normal, min: -3.0, max: 3.0, mean: 1.0, stddev: 0.5}
                  c: {distribution: log_normal, min: 1.0e-5, max: 1.0, mean: 1.0e-3, stddev: 1.0, scale: time}
                  d: {distribution: reverse_log, min: 0.5, max: 0.999, step: 0.001}
                  e: {distribution: log_uniform, min: 1.0, max: 100.0, step: 0.5, when: [{a: [s, l]}, b > 0]}
                  f: {min: 1, max: 1000, log: true, step: 3}
                  g: {expr: "if(a == 's', 1, 2)", when: {a: [s, m]}}
                  h: {same_as: e}
                  i: {distribution: normal, min: 0.0, max: 8.0, stddev: 2, step: 0.25}
                """);
        assertThat(config(Json.write(everything.toTree()))).isEqualTo(everything);
    }

    @Test
    void configurations_that_differ_in_what_does_not_take_part_are_the_same() {
        var space = space("{parameters: {a: [x, y], b: {min: 0.0, max: 1.0, when: {a: x}}}}");
        assertThat(space.decode(new double[] {0.9, 0.1}))
                .isEqualTo(space.decode(new double[] {0.9, 0.8}))
                .isPresent();
    }

    @Test
    void a_space_in_which_nearly_everything_is_rejected_is_refused() {
        assertThatThrownBy(() -> config("""
                        parameters:
                          a: {min: 0.0, max: 1.0}
                          b: {min: 0.0, max: 1.0}
                        constraints: [a < 0.9, "a * b > 0.9999999"]
                        """))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("nearly everything is rejected")
                .hasMessageContaining("sweep.yaml:4:");
    }
}
