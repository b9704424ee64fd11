package metta.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import metta.sweep.json.Json;
import metta.sweep.space.Configuration;
import org.junit.jupiter.api.Test;

/// The first trial is what the program does by itself, where the search starts, or the optimizer's.
final class FirstTrialTest {
    private static final String SPACE = """
            lr: {min: 1.0e-5, max: 1.0e-2, log: true, default: 3.0e-4}, steps: 1000,
            batch: {distribution: uniform_pow2, min: 32, max: 512, default: 64}, twice: {expr: batch * 2},
            optimizer: {one_of: {sgd: {momentum: {min: 0.0, max: 0.9, default: 0.5}},
                                 adam: {beta: {min: 0.9, max: 0.99, default: 0.95}}}, default: adam},
            size: {zip: {width: [8, 16], depth: [1, 2]}, default: {width: 16, depth: 2}}, real: {min: 0.0, max: 2.0, default: 1}
            """;

    private static SweepConfig read(String text) {
        return SweepConfigReader.parse("sweep.yaml", text);
    }

    @Test
    void the_programs_defaults_are_the_first_point_with_what_takes_part_and_what_follows() {
        var config = read("{first: default, parameters: {" + SPACE + "}, points_to_evaluate: [{batch: 32}]}");
        assertThat(config.points()).hasSize(2);
        assertThat(config.points().getFirst())
                .isEqualTo(Configuration.of(Map.of(
                        "lr",
                        3.0e-4,
                        "steps",
                        1000,
                        "batch",
                        64,
                        "twice",
                        128,
                        "optimizer",
                        "adam",
                        "beta",
                        0.95,
                        "width",
                        16,
                        "depth",
                        2,
                        "real",
                        1.0)));
        assertThat(config.space().contains(config.points().getFirst())).isTrue();
        assertThat(config.points().getLast().value("batch")).isEqualTo(32L);
    }

    @Test
    void a_sweep_keeps_it_as_a_point_to_try_first() {
        var config = read("{first: default, parameters: {" + SPACE + "}}");
        var stored = Json.write(config.toTree());
        assertThat(stored).doesNotContain("\"first\"", "\"default\"");
        assertThat(read(stored)).isEqualTo(config);
    }

    @Test
    void the_centre_of_the_search_is_the_point_that_says_nothing() {
        assertThat(read("{first: center, parameters: {" + SPACE + "}}").points())
                .isEqualTo(read("{parameters: {" + SPACE + "}, points_to_evaluate: [{}]}")
                        .points());
        assertThat(read("{first: optimizer, parameters: {" + SPACE + "}}").points())
                .isEmpty();
        assertThat(read("{parameters: {" + SPACE + "}}").points()).isEmpty();
    }

    @Test
    void a_point_that_is_the_first_trial_already_is_not_tried_again() {
        assertThat(
                        read("{first: default, parameters: {a: {min: 1, max: 9, default: 2}}, points_to_evaluate: [{a: 3}, {a: 2}]}")
                                .points())
                .containsExactly(Configuration.EMPTY.with("a", 2), Configuration.EMPTY.with("a", 3));
    }

    @Test
    void what_is_not_known_of_the_program_is_named_and_nothing_is_guessed() {
        assertThatThrownBy(
                        () -> read(
                                "{first: default, parameters: {a: [1, 2], b: {min: 0, max: 9}, c: 3, d: [x, y], e: {values: [1, 2], default: 1}}}"))
                .hasMessage(
                        "sweep.yaml:1:9: first: nothing says what the program takes for 'a', 'b', 'd' where it is told"
                                + " nothing; add `default: VALUE` to each, or write `first: center`");
        assertThatThrownBy(() ->
                        read("{first: default, parameters: {a: {min: 0, max: 9, default: 8}}, constraints: [a < 5]}"))
                .hasMessage("sweep.yaml:1:9: first: the constraints do not allow the program's defaults");
        assertThat(
                        read("{first: default, parameters: {a: {values: [1, 2], default: 2}, b: {min: 0, max: 9, when: {a: 1}}}}")
                                .points())
                .containsExactly(Configuration.EMPTY.with("a", 2));
    }

    @Test
    void a_default_that_cannot_be_is_refused_at_its_place() {
        for (var wrong : List.of(
                "{min: 0.0, max: 1.0, default: 2.0}",
                "{min: 0, max: 9, default: 1.5}",
                "{values: [a, b], default: c}",
                "{min: 0, max: 9, default: text}",
                "{zip: {w: [1, 2], d: [3, 4]}, default: {w: 1, d: 4}}",
                "{zip: {w: [1, 2], d: [3, 4]}, default: 1}",
                "{one_of: {x: {}, y: {}}, default: z}")) {
            assertThatThrownBy(() -> read("parameters: {p: " + wrong + "}"))
                    .as(wrong)
                    .hasMessageMatching(
                            "(?s)sweep\\.yaml:1:\\d+: parameters\\.p\\.default: this is none of the values that are"
                                    + " searched; widen them, or leave the default out");
        }
        assertThatThrownBy(() -> read("parameters: {p: {value: 1, default: 1}}"))
                .hasMessageContaining("'default' does not go with 'value'");
        assertThatThrownBy(() -> read("parameters: {p: {expr: '1 + 1', default: 1}}"))
                .hasMessageContaining("'default' does not go with 'expr'");
        assertThatThrownBy(() -> read("parameters: {p: {min: 0, max: 9, default: [1]}}"))
                .hasMessageContaining("must be a number, true, false or text, got a list");
        assertThatThrownBy(() -> read("{first: defualt, parameters: {p: [1, 2]}}"))
                .hasMessage("sweep.yaml:1:9: first: unknown first trial 'defualt'; did you mean 'default'?");
    }
}
