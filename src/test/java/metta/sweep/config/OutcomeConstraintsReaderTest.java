package metta.sweep.config;

import static metta.sweep.config.OutcomeConstraint.atLeast;
import static metta.sweep.config.OutcomeConstraint.atMost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import metta.sweep.json.Json;
import org.junit.jupiter.api.Test;

final class OutcomeConstraintsReaderTest {
    private static List<OutcomeConstraint> read(String constraints) {
        return parse("outcome_constraints: " + constraints).outcomeConstraints();
    }

    private static SweepConfig parse(String text) {
        return SweepConfigReader.parse("sweep.yaml", text);
    }

    private static List<OutcomeConstraint> layered(Layer... layers) {
        return Description.of(List.of(layers)).read().outcomeConstraints();
    }

    @Test
    void bounds_come_in_the_order_of_the_file_and_the_lower_one_of_a_metric_first() {
        assertThat(read("{latency_ms: {max: 50}, accuracy: {max: 1, min: 0.9}, loss/val: {min: -3}}"))
                .containsExactly(
                        atMost("latency_ms", 50),
                        atLeast("accuracy", 0.9),
                        atMost("accuracy", 1),
                        atLeast("loss/val", -3));
    }

    @Test
    void a_metric_with_dots_may_be_written_as_maps_in_maps() {
        assertThat(read("{a: {max: 1, b: {c: {min: 2}, max: {max: 3}}}}"))
                .isEqualTo(read("{a: {max: 1}, a.b.c: {min: 2}, a.b.max: {max: 3}}"))
                .containsExactly(atMost("a", 1), atLeast("a.b.c", 2), atMost("a.b.max", 3));
    }

    @Test
    void a_configuration_is_written_with_them_and_without_the_key_where_there_are_none() {
        var config = parse("""
                outcome_constraints: {b.c: {max: 2}, "a \\"quoted\\"\\n<img onerror>": {min: 0, max: 1}}""");
        assertThat(config.outcomeConstraints()).hasSize(3);
        assertThat(parse(Json.write(config.toTree()))).isEqualTo(config);
        assertThat(parse("{}").toTree()).doesNotContainKey("outcome_constraints");
    }

    @Test
    void a_bound_goes_over_that_bound_alone_however_the_metric_is_written() {
        var file = Layer.parse("sweep.yaml", "outcome_constraints: {a.b: {min: 1, max: 50}, c: {max: 3}}");
        var set = Layer.of("--set", "outcome_constraints.a.b.max", "60");
        var added = Layer.of("--set", "outcome_constraints.eval/x.y.min", "0.5");
        assertThat(layered(file, set, added))
                .containsExactly(atLeast("a.b", 1), atMost("a.b", 60), atMost("c", 3), atLeast("eval/x.y", 0.5));
        var twice = Layer.parse("sweep.yaml", "outcome_constraints: {a.b: {max: 1}, a: {b: {max: 2}}}");
        assertThatThrownBy(() -> layered(twice, set)).hasMessageContaining("the metric 'a.b' is there twice");
        assertThatThrownBy(() -> layered(file, twice)).hasMessageContaining("the metric 'a.b' is there twice");
    }

    @Test
    void a_file_with_a_search_of_its_own_keeps_the_bounds_that_the_recipe_has() {
        var recipe = Layer.parse("recipe.yaml", "outcome_constraints: {latency_ms: {max: 50}}\nparameters: {x: 1}");
        var file = Layer.parse("sweep.yaml", "parameters: {y: [1, 2]}");
        assertThat(layered(recipe.below(file), file)).containsExactly(atMost("latency_ms", 50));
    }

    @Test
    void a_configuration_has_each_side_of_a_metric_once() {
        var config = parse("outcome_constraints: {a: {max: 1}}");
        assertThat(config.outcomeConstraints()).containsExactly(atMost("a", 1));
        assertThatThrownBy(() -> parse("outcome_constraints: {a: {max: 1, max: 2}}"))
                .isInstanceOf(InvalidConfigException.class);
    }

    @Test
    void no_metrics_and_no_limit_take_away_what_lower_layers_say() {
        var recipe = Layer.parse("recipe.yaml", "outcome_constraints: {a.b: {min: 1, max: 50}, c: {max: 3}}");
        for (var none : List.of("none", "null")) {
            assertThat(layered(recipe, Layer.of("--set", "outcome_constraints.a.b.max", none)))
                    .containsExactly(atLeast("a.b", 1), atMost("c", 3));
            assertThat(layered(recipe, Layer.parse("sweep.yaml", "outcome_constraints: {c: {max: " + none + "}}")))
                    .containsExactly(atLeast("a.b", 1), atMost("a.b", 50));
        }
        var cleared = Layer.of("--set", "outcome_constraints", "{}");
        assertThat(layered(recipe, cleared)).isEmpty();
        assertThat(layered(recipe, Layer.parse("sweep.yaml", "outcome_constraints: {}")))
                .isEmpty();
        assertThat(layered(recipe, cleared, Layer.of("--set", "outcome_constraints.d.max", "4")))
                .containsExactly(atMost("d", 4));
        assertThat(parse("outcome_constraints: {a: {max: none}}").toTree()).doesNotContainKey("outcome_constraints");
    }

    @Test
    void a_parameter_that_is_a_metric_too_may_be_bounded() {
        assertThat(parse("{metric: a, cost: b, parameters: {a: [1, 2], b: [1, 2]},"
                                + " outcome_constraints: {a: {max: 1}, b: {max: 2}}}")
                        .outcomeConstraints())
                .containsExactly(atMost("a", 1), atMost("b", 2));
    }
}
