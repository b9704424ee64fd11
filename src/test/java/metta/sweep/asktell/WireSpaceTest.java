package metta.sweep.asktell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import metta.sweep.json.Json;
import metta.sweep.space.Categorical;
import metta.sweep.space.Configuration;
import metta.sweep.space.Fixed;
import metta.sweep.space.IntLog;
import metta.sweep.space.IntUniform;
import metta.sweep.space.LogNormal;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Uniform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WireSpaceTest {
    private static SearchSpace read(String... entries) {
        var list = "{\"space\": [%s]}".formatted(String.join(", ", entries));
        return WireSpace.read(new Fields("it", Json.readTree(list)).list("space"));
    }

    @Test
    void each_kind_of_parameter_is_what_it_says() {
        var space = read(
                "{'name': 'x', 'type': 'float', 'low': -1, 'high': 2.5, 'log': false}".replace('\'', '"'),
                "{'name': 'c', 'type': 'float', 'low': 1e-4, 'high': 1e3, 'log': true}".replace('\'', '"'),
                "{'name': 'n', 'type': 'int', 'low': 1, 'high': 20}".replace('\'', '"'),
                "{'name': 'm', 'type': 'int', 'low': 1, 'high': 1000, 'log': true}".replace('\'', '"'),
                "{'name': 'k', 'type': 'categorical', 'choices': ['rbf', 1, 0.5, true]}".replace('\'', '"'),
                "{'name': 'still', 'type': 'int', 'low': 3, 'high': 3}".replace('\'', '"'));
        assertThat(space.parameters().values())
                .containsExactly(
                        new Uniform(-1, 2.5),
                        new LogNormal(1e-4, 1e3),
                        new IntUniform(1, 20),
                        new IntLog(1, 1000),
                        new Categorical(List.of("rbf", 1L, 0.5, true)),
                        new Fixed(3L));
    }

    @Test
    void a_parameter_takes_part_while_its_parent_does_and_has_one_of_the_values() {
        var space = read(
                "{\"name\": \"kind\", \"type\": \"categorical\", \"choices\": [\"a\", \"b\"]}",
                "{\"name\": \"depth\", \"type\": \"int\", \"low\": 1, \"high\": 2,"
                        + " \"condition\": {\"param\": \"kind\", \"values\": [\"b\"]}}",
                "{\"name\": \"rate\", \"type\": \"float\", \"low\": 0, \"high\": 1,"
                        + " \"condition\": {\"param\": \"depth\", \"values\": [2]}}");
        assertThat(space.contains(Configuration.of(Map.of("kind", "a")))).isTrue();
        assertThat(space.contains(Configuration.of(Map.of("kind", "b", "depth", 1L))))
                .isTrue();
        assertThat(space.contains(Configuration.of(Map.of("kind", "b", "depth", 2L, "rate", 0.5))))
                .isTrue();
        assertThat(space.contains(Configuration.of(Map.of("kind", "a", "depth", 1L))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            3                                                              | parameter 1 must be an object, got 3
            {"type": "float", "low": 0, "high": 1}                         | parameter 1 has no 'name'
            {"name": "x", "low": 0, "high": 1}                             | the parameter 'x': parameter 1 has no 'type'
            {"name": "x", "type": "double"}                                | the parameter 'x': there is no type 'double'; there are float, int and categorical
            {"name": "x", "type": "float", "low": 1, "high": 0}            | the parameter 'x': max must be above min, got min 1 and max 0
            {"name": "x", "type": "float", "low": 0, "high": 1, "log": 1}  | the parameter 'x': 'log' of parameter 1 must be true or false, got 1
            {"name": "x", "type": "float", "low": 0, "high": 1, "log": true} | the parameter 'x': min must be above 0 on a logarithmic range, got 0
            {"name": "x", "type": "int", "low": 0.5, "high": 1}            | the parameter 'x': 'low' of parameter 1 must be a whole number, got 0.5
            {"name": "x", "type": "categorical", "choices": []}            | the parameter 'x': there must be at least one choice
            {"name": "x", "type": "categorical", "choices": ["a", null]}   | the parameter 'x': 'choices' of parameter 1 must be a list without nulls, got [a, null]
            {"name": "x", "type": "float", "low": 0, "high": 1, "condition": {"param": "y", "values": [1]}} | there is no parameter 'y'
            {"name": "x", "type": "float", "lo": 0, "high": 1}             | the parameter 'x': unknown key 'lo' of parameter 1; did you mean 'low'?
            {"name": "x", "type": "int", "low": 0, "high": 9, "choices": [1]} | the parameter 'x': unknown key 'choices' of parameter 1; known here: name, type, low, high, log, condition, prior
            {"name": "x", "type": "categorical", "choices": [1], "log": false} | the parameter 'x': unknown key 'log' of parameter 1; known here: name, type, choices, condition, prior
            {"name": "x", "type": "categorical", "choices": [[1]]}         | the parameter 'x': 'choices' of parameter 1 must be a list of texts, numbers and truth values, got [[1]]
            {"name": "x", "type": "float", "low": "0", "high": 1}          | the parameter 'x': 'low' of parameter 1 must be a number, got '0'
            {"name": "x", "type": "float", "low": 0, "high": 1e999}        | the parameter 'x': max must be a finite number, got Infinity
            {"name": "x", "type": "int", "low": 0, "high": 9223372036854775807} | the parameter 'x': there are more than 2^50 whole numbers between min 0 and max 9223372036854775807
            {"name": "x", "type": "int", "low": 0, "high": 9, "prior": {"min": 3, "max": 5, "sure": 1}} | the parameter 'x': unknown key 'sure' of 'prior' of parameter 1; known here: min, max, confidence
            {"name": "x", "type": "int", "low": 0, "high": 9, "prior": {"min": 5, "max": 3}} | the parameter 'x': max must be above min, got min 5 and max 3
            {"name": "x", "type": "int", "low": 0, "high": 9, "condition": {"parameter": "y", "values": [1]}} | the parameter 'x': unknown key 'parameter' of 'condition' of parameter 1; did you mean 'param'?
            {"name": "x", "type": "int", "low": 0, "high": 9, "condition": {"param": "y", "values": []}} | the parameter 'x': 'values' of 'condition' of parameter 1 must be a list of one value at least, got []
            """)
    void what_cannot_be_is_said(String entry, String message) {
        assertThatThrownBy(() -> read(entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void a_condition_waits_for_what_there_is() {
        var kind = "{\"name\": \"kind\", \"type\": \"int\", \"low\": 1, \"high\": 3}";
        var waiting = "{\"name\": \"x\", \"type\": \"float\", \"low\": 0, \"high\": 1,"
                + " \"condition\": {\"param\": \"kind\", \"values\": [%s]}}";
        assertThatThrownBy(() -> read(kind, waiting.formatted("1, 4")))
                .hasMessage("the parameter 'x': 'kind' never has the value 4");
        var space = read(waiting.formatted("2.0"), kind);
        assertThat(space.contains(Configuration.of(Map.of("kind", 2L, "x", 0.5))))
                .isTrue();
    }

    @Test
    void a_name_is_there_once() {
        var entry = "{\"name\": \"x\", \"type\": \"int\", \"low\": 0, \"high\": 9}";
        assertThatThrownBy(() -> read(entry, entry)).hasMessage("the parameter 'x' is there twice");
    }
}
