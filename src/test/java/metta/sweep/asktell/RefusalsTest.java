package metta.sweep.asktell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metta.sweep.config.OptimizerConfig;
import metta.sweep.config.OptimizerType;
import metta.sweep.json.Json;
import metta.sweep.optimizer.Optimizers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a client gets to hear that says what nobody understands.
final class RefusalsTest {
    private static final String INIT = """
            {"op": "init", "space": [{"name": "x", "type": "float", "low": 0, "high": 1}]""";
    private static final String ASK = "{\"op\": \"ask\"}";

    private final AskTell server = new AskTell(_ -> Optimizers.sobol(), "metta 1");

    private Map<String, Object> say(String message) {
        return server.answer(Json.readTreeLoosely(message)).orElseThrow();
    }

    private String refused(String message) {
        var answer = say(message);
        assertThat(answer).as(message).containsOnlyKeys("error");
        return String.valueOf(answer.get("error"));
    }

    /// There is no batch of trials either: who asks for several asks several times.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"op": "ask", "count": 4}                                      | unknown key 'count' of ask; known here: op
            {"op": "tell", "id": 1, "values": [1], "costs": 3}             | unknown key 'costs' of tell; did you mean 'cost'?
            {"op": "tell", "id": 1, "vales": [1]}                          | unknown key 'vales' of tell; did you mean 'values'?
            {"op": "tell", "id": 1, "values": [1], "why": null}            | unknown key 'why' of tell; known here: op, id, params, values, constraints, failed, cost, source
            {"op": "tell", "params": {"y": 0.5}, "values": [1]}            | unknown key 'y' of 'params' of tell; did you mean 'x'?
            {"op": "tell", "sourc": "a", "params": {"x": 0}, "values": [1]} | unknown key 'sourc' of tell; did you mean 'source'?
            """)
    void a_key_that_nobody_knows_is_refused_and_the_likely_one_named(String message, String error) {
        say(INIT + "}");
        say(ASK);
        assertThat(refused(message)).isEqualTo(error);
        assertThat(say("{\"op\": \"tell\", \"id\": 1, \"values\": [1], \"cost\": 3}"))
                .containsEntry("ok", true);
    }

    @Test
    void so_is_one_of_init_and_of_what_an_earlier_study_taught() {
        assertThat(refused(INIT + ", \"sedd\": 3}")).isEqualTo("unknown key 'sedd' of init; did you mean 'seed'?");
        say(INIT + ", \"seed\": 3, \"objectives\": 1, \"budget\": 9, \"cost_budget\": 9, \"weight\": 1}");
        assertThat(refused(
                        "{\"op\": \"tell\", \"source\": \"a\", \"params\": {\"x\": 0}, \"values\": [1], \"cost\": 2}"))
                .isEqualTo(
                        "unknown key 'cost' of tell of an earlier study; known here: op, source, params, values, constraints");
        assertThat(refused("{\"op\": \"tell\", \"source\": \"a\", \"params\": {\"x\": 0}, \"values\": [NaN]}"))
                .isEqualTo("values[0] must be a finite number, got NaN; of a trial without one leave it out");
    }

    @Test
    void what_the_optimizer_cannot_make_sense_of_is_said_at_init() {
        var settings = new LinkedHashMap<String, Object>();
        settings.put(OptimizerType.SCALARIZATION, "tchebycheff");
        settings.put(OptimizerType.WEIGHTS, Map.of("value5", 3.0));
        var config = new OptimizerConfig(OptimizerType.MOGP, settings);
        var weighing = new AskTell(_ -> Optimizers.mogp(config), "metta 1");
        assertThat(weighing.answer(Json.readTree(INIT + ", \"objectives\": 2}")).orElseThrow())
                .containsOnlyKeys("error")
                .extractingByKey("error")
                .isEqualTo("optimizer.weights: unknown metric 'value5'; did you mean 'value0'?");
        assertThat(weighing.answer(Json.readTree(INIT + ", \"objectives\": 6}")).orElseThrow())
                .containsEntry("ok", true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "seed": "1"                             | 'seed' of init must be a whole number, got '1'
            "seed": 1.5                             | 'seed' of init must be a whole number, got 1.5
            "seed": 18446744073709551615            | 'seed' of init must be of at most 64 bits, got 18446744073709551615
            "objectives": 0                         | objectives must be from 1 to 100, got 0
            "objectives": 101                       | objectives must be from 1 to 100, got 101
            "budget": 2147483648                    | budget must be from 1 to 2147483647, got 2147483648
            "budget": 0                             | budget must be from 1 to 2147483647, got 0
            "weight": NaN                           | weight must be from 0 to 1, got NaN
            "cost_budget": "much"                   | 'cost_budget' of init must be a number, got 'much'
            """)
    void a_number_is_none_where_it_is_a_text_or_too_large(String field, String error) {
        assertThat(refused(INIT + ", " + field + "}")).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "id": 99999999999999999999, "values": [1]       | 'id' of tell must be of at most 64 bits, got 99999999999999999999
            "id": 4294967297, "values": [1]                 | no trial 4294967297 has been asked for
            "id": "1", "values": [1]                        | 'id' of tell must be a whole number, got '1'
            "id": 1, "values": ["1"]                        | values[0] must be a finite number, got '1'; of a trial without one say {"failed": "why"}
            "id": 1, "values": [1, 2]                       | 'values' must be a list of one number, got [1, 2]
            "id": 1, "values": 1                            | 'values' of tell must be a list, got 1
            "id": 1, "values": [1], "failed": "too slow"    | tell has both 'values' and 'failed'; a trial that failed has no values
            "id": 1, "values": [1], "params": {"x": [1]}    | 'x' of 'params' of tell must be a text, a number or a truth value, got [1]
            "id": 1, "values": [1], "params": {"x": "0.5"}  | x: must be a number between 0 and 1, got '0.5'
            "id": 1, "values": [1], "params": {}            | no value of 'x'
            "values": [1]                                   | tell has neither 'id' nor 'params'
            """)
    void what_is_told_wrongly_can_be_told_again(String fields, String error) {
        say(INIT + "}");
        say(ASK);
        assertThat(refused("{\"op\": \"tell\", " + fields + "}")).isEqualTo(error);
        assertThat(say("{\"op\": \"tell\", \"id\": 1, \"values\": [1]}")).containsEntry("ok", true);
        assertThat(say(ASK)).containsEntry("id", 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -      | -
            3      | 3
            -1e308 | 1e308
            0      | 1e-320
            """)
    void the_smallest_and_the_largest_spaces_are_searched(@Nullable String low, @Nullable String high) {
        var range = "{\"name\": \"x\", \"type\": \"float\", \"low\": %s, \"high\": %s}".formatted(low, high);
        var init = "{\"op\": \"init\", \"space\": [%s]}".formatted(low == null ? "" : range);
        for (var optimizer : List.of(Optimizers.sobol(), Optimizers.gp(), Optimizers.tpe(), Optimizers.cmaes())) {
            var extreme = new AskTell(_ -> optimizer, "metta 1");
            assertThat(extreme.answer(Json.readTree(init)).orElseThrow()).containsEntry("ok", true);
            for (int id = 1; id < 10; id++) {
                assertThat(extreme.answer(Json.readTree(ASK)).orElseThrow()).containsEntry("id", id);
                var told = "{\"op\": \"tell\", \"id\": %d, \"values\": [%s], \"cost\": 1e308}"
                        .formatted(id, id % 2 == 0 ? "1.7e308" : "-1.7e308");
                assertThat(extreme.answer(Json.readTree(told)).orElseThrow()).containsEntry("ok", true);
            }
        }
    }

    @Test
    void however_endlessa_message_is_its_refusal_is_short() {
        say(INIT + "}");
        var endless = "o".repeat(1_000_000);
        for (var message : List.of(
                "{\"op\": \"%s\"}".formatted(endless),
                "{\"op\": \"tell\", \"params\": {\"x\": \"%s\"}, \"values\": [1]}".formatted(endless),
                "{\"op\": \"tell\", \"id\": 1, \"values\": [%s1]}".formatted("1, ".repeat(100_000)),
                "{\"op\": \"init\", \"space\": \"%s\"}".formatted(endless))) {
            assertThat(refused(message)).hasSizeLessThan(1100);
        }
    }

    @Test
    void a_text_that_would_come_back_as_another_is_refused() {
        var half =
                "{\"op\": \"init\", \"space\": [{\"name\": \"%s\", \"type\": \"categorical\", \"choices\": [\"%s\"]}]}";
        assertThat(refused(half.formatted("\\ud800", "a")))
                .startsWith("'name' of parameter 1 must be made of Unicode's");
        assertThat(refused(half.formatted("k", "\\ud800")))
                .contains("'choices' of parameter 1 must be made of Unicode's");
        say(half.formatted("λ\\n", "\\ud83d\\ude00"));
        assertThat(say(ASK)).extractingByKey("params").isEqualTo(Map.of("λ\n", "😀"));
    }
}
