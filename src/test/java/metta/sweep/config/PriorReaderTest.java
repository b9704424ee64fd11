package metta.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import metta.sweep.json.Json;
import metta.sweep.space.Belief;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PriorReaderTest {
    private static SweepConfig parse(String parameter) {
        return SweepConfigReader.parse("sweep.yaml", "parameters: {p: %s}".formatted(parameter));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {min: 0, max: 1, prior: 3}                                 | must be a map: min, max and confidence
            {min: 0.0, max: 1.0, prior: {min: 0.2}}                    | 'max' is missing
            {min: 0.0, max: 1.0, prior: {min: 0.2, max: 0.2}}          | max must be above min, got min 0.2 and max 0.2
            {min: 0, max: 9, prior: {min: 5, max: 3}}                  | max must be above min, got min 5 and max 3
            {min: 0, max: 9, prior: {min: 1, max: 1.5}}                | 1.5 is none of the values that are searched
            {min: 0, max: 9, prior: {min: 1, max: 3, confidence: 1}}   | confidence must be above 0 and below 1, got 1
            {min: 0, max: 9, prior: {min: 1, max: 3, sure: 1}}         | unknown key 'sure'
            {values: [a, b], prior: [3, 1]}                            | must be a map: choices and how likely each is
            {values: [a, b], prior: {c: 3}}                            | 'c' is none of the choices
            {values: [a, b], prior: {a: 0}}                            | must be above 0, got 0.0
            {values: [true, 'true'], prior: {true: 2}}                 | 'true' is two of the choices
            {value: 3, prior: {min: 1, max: 2}}                        | 'prior' does not go with 'value'
            {zip: {a: [1, 2], b: [3, 4]}, prior: {min: 1, max: 2}}     | 'prior' does not go with 'zip'
            """)
    void what_cannot_be_believed_is_refused(String parameter, String message) {
        assertThatThrownBy(() -> parse(parameter)).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {min: 1.0e-5, max: 1.0, log: true, prior: {min: 1.0e-3, max: 1.0e-2}}
            {min: 0, max: 9, prior: {min: 3, max: 3, confidence: 0.5}}
            {min: 0.0, max: 1.0, step: 0.1, prior: {min: 0.3, max: 0.5}}
            {distribution: uniform_pow2, min: 1, max: 64, prior: {min: 4, max: 8}}
            {distribution: normal, min: -3.0, max: 3.0, stddev: 1.0, prior: {min: 0, max: 1}}
            {values: ['no', 1, 0.5, true], prior: {no: 2, 1: 3, 0.5: 4, true: 5}}
            {one_of: {adam: {beta: {min: 0.1, max: 0.9}}, sgd: {}}, prior: {sgd: 3}}
            """)
    void what_is_believed_is_kept_with_the_sweep(String parameter) {
        var config = parse(parameter);
        assertThat(config.space().beliefs()).hasSize(1);
        assertThat(SweepConfigReader.parse("kept", Json.write(config.toTree()))).isEqualTo(config);
    }

    @Test
    void a_choice_of_which_nothing_is_said_has_the_weight_of_one() {
        assertThat(parse("{values: [a, b, c], prior: {b: 3}}").space().beliefs())
                .containsEntry("p", new Belief.Weighted(List.of(1.0, 3.0, 1.0)));
        assertThat(parse("{min: 0, max: 9, prior: {min: 1, max: 3}}").space().beliefs())
                .containsEntry("p", new Belief.Between(1L, 3L, 0.8));
    }

    @Test
    void a_parameter_may_be_called_prior() {
        var space = parse("{prior: [a, b], weight: 1}").space();
        assertThat(space.names()).containsExactly("p.prior", "p.weight");
        assertThat(space.beliefs()).isEmpty();
    }
}
