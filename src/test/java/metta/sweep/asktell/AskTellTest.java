package metta.sweep.asktell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Precedent;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.config.Goal;
import metta.sweep.json.Json;
import metta.sweep.optimizer.Optimizers;
import metta.sweep.space.Belief;
import metta.sweep.space.Configuration;
import org.junit.jupiter.api.Test;

final class AskTellTest {
    private static final String INIT = """
            {"op": "init", "space": [{"name": "x", "type": "int", "low": 0, "high": 99}], "seed": 7, "budget": 20}""";

    /// Suggests the trial's number and keeps what it was asked with.
    private static final class Counting implements Optimizer {
        private final List<Observation> observations = new ArrayList<>();
        private final List<Configuration> pending = new ArrayList<>();
        private Problem problem = new Problem(WireSpace.read(List.of()), List.of(), 1, 0);

        @Override
        public List<Suggestion> suggest(
                Problem asked, List<Observation> known, List<Configuration> flying, int first, int count) {
            problem = asked;
            observations.clear();
            observations.addAll(known);
            pending.clear();
            pending.addAll(flying);
            return first > 50 ? List.of() : List.of(new Suggestion(x(first), Map.of(), "number " + first));
        }
    }

    private final Counting optimizer = new Counting();
    private final AskTell server = new AskTell(_ -> optimizer, "metta 1");

    private static Configuration x(long value) {
        return Configuration.of(Map.of("x", value));
    }

    private String say(String message) {
        return server.answer(Json.readTreeLoosely(message)).map(Json::write).orElse("bye");
    }

    @Test
    void a_trial_is_pending_from_when_it_is_asked_for_until_it_is_told_of() {
        assertThat(say(INIT)).isEqualTo("{\"ok\":true,\"version\":\"metta 1\"}");
        assertThat(say("{\"op\": \"ask\"}")).isEqualTo("{\"id\":1,\"params\":{\"x\":1},\"reason\":\"number 1\"}");
        assertThat(say("{\"op\": \"ask\"}")).startsWith("{\"id\":2,");
        assertThat(say("{\"op\": \"tell\", \"id\": 2, \"values\": [0.25], \"cost\": 3}"))
                .isEqualTo("{\"ok\":true}");
        assertThat(say("{\"op\": \"ask\"}")).startsWith("{\"id\":3,");
        assertThat(optimizer.pending).containsExactly(x(1));
        assertThat(optimizer.observations).singleElement().satisfies(it -> {
            assertThat(it.number()).isEqualTo(2);
            assertThat(it.configuration()).isEqualTo(x(2));
            assertThat(it.score()).contains(0.25);
            assertThat(it.cost()).isEqualTo(3);
            assertThat(it.feasible()).isTrue();
        });
        assertThat(optimizer.problem.seed()).isEqualTo(7);
        assertThat(optimizer.problem.maxTrials()).isEqualTo(20);
        assertThat(optimizer.problem.objectives())
                .singleElement()
                .satisfies(it -> assertThat(it.goal()).isEqualTo(Goal.MINIMIZE));
    }

    @Test
    void a_whole_number_may_be_written_as_a_real_one() {
        assertThat(say(INIT.replace("20", "2e1").replace("7", "7.0")))
                .isEqualTo("{\"ok\":true,\"version\":\"metta 1\"}");
        say("{\"op\": \"ask\"}");
        assertThat(optimizer.problem.maxTrials()).isEqualTo(20);
        assertThat(optimizer.problem.seed()).isEqualTo(7);
        assertThat(say(INIT.replace("20", "1e30"))).contains("must be a whole number");
    }

    @Test
    void what_was_tried_may_be_told_in_real_numbers_where_it_was_whole() {
        say(INIT);
        assertThat(say("{\"op\": \"tell\", \"params\": {\"x\": 42.0}, \"values\": [1]}"))
                .isEqualTo("{\"ok\":true}");
        say("{\"op\": \"ask\"}");
        assertThat(optimizer.observations)
                .singleElement()
                .satisfies(it -> assertThat(it.configuration()).isEqualTo(x(42)));
        assertThat(say("{\"op\": \"tell\", \"params\": {\"x\": 42.5}, \"values\": [1]}"))
                .contains("error");
    }

    @Test
    void what_was_tried_elsewhere_and_what_failed_is_known_too() {
        say(INIT);
        say("{\"op\": \"ask\"}");
        assertThat(say("{\"op\": \"tell\", \"params\": {\"x\": 42}, \"values\": [1]}"))
                .isEqualTo("{\"ok\":true}");
        assertThat(say("{\"op\": \"tell\", \"id\": 1, \"failed\": \"out of memory\"}"))
                .isEqualTo("{\"ok\":true}");
        assertThat(say("{\"op\": \"ask\"}")).startsWith("{\"id\":3,");
        assertThat(optimizer.pending).isEmpty();
        assertThat(optimizer.observations)
                .satisfiesExactly(
                        failed -> assertThat(failed.problem()).contains("out of memory"),
                        foreign -> assertThat(foreign.configuration()).isEqualTo(x(42)));
    }

    @Test
    void what_all_trials_may_cost_is_known_where_it_is_said() {
        say(INIT);
        say("{\"op\": \"ask\"}");
        assertThat(optimizer.problem.costBudget()).isEmpty();
        say(INIT.replace("\"seed\": 7", "\"seed\": 7, \"cost_budget\": 3600"));
        say("{\"op\": \"ask\"}");
        assertThat(optimizer.problem.costBudget()).contains(3600.0);
        assertThat(say(INIT.replace("\"seed\": 7", "\"seed\": 7, \"cost_budget\": 0")))
                .isEqualTo("{\"error\":\"cost_budget must be a finite number above 0, got 0.0\"}");
    }

    @Test
    void several_objectives_have_a_value_each() {
        say(INIT.replace("\"seed\": 7", "\"seed\": 7, \"objectives\": 2"));
        say("{\"op\": \"ask\"}");
        assertThat(say("{\"op\": \"tell\", \"id\": 1, \"values\": [1]}"))
                .contains("'values' must be a list of 2 numbers, one for each objective, got [1]");
        say("{\"op\": \"tell\", \"id\": 1, \"values\": [1, 2.5]}");
        say("{\"op\": \"ask\"}");
        assertThat(optimizer.observations.getFirst().scores().values()).containsExactly(1.0, 2.5);
    }

    @Test
    void constraints_have_a_value_each_that_is_above_nought_where_they_are_not_kept() {
        say(INIT.replace("\"seed\": 7", "\"seed\": 7, \"constraints\": 2"));
        say("{\"op\": \"ask\"}");
        assertThat(say("{\"op\": \"tell\", \"id\": 1, \"values\": [1]}"))
                .contains("tell has no 'constraints', and init said that there are 2");
        assertThat(say("{\"op\": \"tell\", \"id\": 1, \"values\": [1], \"constraints\": [1]}"))
                .contains("'constraints' must be a list of 2 numbers, one for each constraint, got [1]");
        assertThat(say("{\"op\": \"tell\", \"id\": 1, \"values\": [1], \"constraints\": [1, \"2\"]}"))
                .contains("constraints[1] must be a finite number, got '2'");
        assertThat(say("{\"op\": \"tell\", \"id\": 1, \"failed\": \"x\", \"constraints\": [1, 2]}"))
                .contains("tell has both 'constraints' and 'failed'; a trial that failed has no constraints");
        assertThat(say("{\"op\": \"tell\", \"id\": 1, \"values\": [1], \"constraints\": [0.5, -2]}"))
                .isEqualTo("{\"ok\":true}");
        say("{\"op\": \"ask\"}");
        var scores = optimizer.observations.getFirst().scores();
        assertThat(optimizer.problem.outcomes())
                .extracting(each -> each.excess(scores.getOrDefault(each.metric(), Double.NaN)))
                .containsExactly(0.5, -2.0);
        assertThat(say(INIT.replace("\"seed\": 7", "\"seed\": 7, \"constraints\": -1")))
                .contains("constraints must be from 0 to 100, got -1");
        say(INIT);
        say("{\"op\": \"ask\"}");
        assertThat(say("{\"op\": \"tell\", \"id\": 1, \"values\": [1], \"constraints\": [1]}"))
                .contains("tell has 'constraints', and init said nothing of constraints");
    }

    @Test
    void an_earlier_study_may_know_of_constraints_or_not() {
        say(INIT.replace("\"seed\": 7", "\"seed\": 7, \"constraints\": 1"));
        var told = "{\"op\": \"tell\", \"source\": \"a\", \"params\": {\"x\": 1}, \"values\": [1]";
        assertThat(say(told + "}")).isEqualTo("{\"ok\":true}");
        assertThat(say(told + ", \"constraints\": [-2]}")).isEqualTo("{\"ok\":true}");
        assertThat(say(told + ", \"constraints\": [NaN]}")).contains("of a trial without one leave all of them out");
        say("{\"op\": \"ask\"}");
        assertThat(optimizer.problem.precedents().getFirst().lessons())
                .extracting(each -> each.scores().containsKey("constraint0"))
                .containsExactly(false, true);
    }

    @Test
    void what_cannot_be_done_is_said_and_changes_nothing() {
        assertThat(say("{\"op\": \"ask\"}")).isEqualTo("{\"error\":\"there is no study yet: send init first\"}");
        say(INIT);
        say("{\"op\": \"ask\"}");
        say("{\"op\": \"ask\"}");
        say("{\"op\": \"tell\", \"id\": 1, \"values\": [1]}");
        for (var refused : List.of(
                "{}",
                "{\"op\": 3}",
                "{\"op\": \"report\"}",
                "{\"op\": \"tell\"}",
                "{\"op\": \"tell\", \"id\": 1, \"values\": [1]}",
                "{\"op\": \"tell\", \"id\": 3, \"values\": [1]}",
                "{\"op\": \"tell\", \"id\": 0, \"values\": [1]}",
                "{\"op\": \"tell\", \"id\": 2}",
                "{\"op\": \"tell\", \"id\": 2, \"values\": [\"NaN\"]}",
                "{\"op\": \"tell\", \"id\": 2, \"values\": [1e999]}",
                "{\"op\": \"tell\", \"id\": 2, \"values\": [-Infinity]}",
                "{\"op\": \"tell\", \"id\": 2, \"values\": [1], \"cost\": NaN}",
                "{\"op\": \"tell\", \"params\": {\"x\": NaN}, \"values\": [1]}",
                INIT.replace("\"low\": 0", "\"low\": NaN"),
                "{\"op\": \"tell\", \"id\": 2, \"values\": [1], \"cost\": -1}",
                "{\"op\": \"tell\", \"params\": {\"x\": 100}, \"values\": [1]}",
                "{\"op\": \"tell\", \"params\": {\"y\": 1}, \"values\": [1]}",
                "{\"op\": \"tell\", \"params\": {\"x\": [1]}, \"values\": [1]}",
                "{\"op\": \"init\", \"space\": 3}",
                INIT.replace("20", "0"))) {
            assertThat(say(refused)).as(refused).startsWith("{\"error\":\"");
        }
        assertThat(say("{\"op\": \"ask\"}")).startsWith("{\"id\":3,");
        assertThat(optimizer.pending).containsExactly(x(2));
        assertThat(optimizer.observations).hasSize(1);
    }

    @Test
    void what_python_writes_for_no_number_is_refused_as_a_value() {
        say(INIT);
        say("{\"op\": \"ask\"}");
        assertThat(say("{\"op\": \"tell\", \"id\": 1, \"values\": [NaN]}"))
                .contains("values[0] must be a finite number, got NaN; of a trial without one say");
    }

    @Test
    void a_space_that_is_exhausted_is_said_to_be() {
        say(INIT);
        for (int i = 0; i < 50; i++) {
            say("{\"op\": \"ask\"}");
        }
        assertThat(say("{\"op\": \"ask\"}")).contains("the space is exhausted");
    }

    @Test
    void init_begins_anew_and_close_ends_it() {
        say(INIT);
        say("{\"op\": \"ask\"}");
        say(INIT);
        assertThat(say("{\"op\": \"ask\"}")).startsWith("{\"id\":1,");
        assertThat(optimizer.pending).isEmpty();
        assertThat(say("{\"op\": \"close\"}")).isEqualTo("bye");
    }

    @Test
    void the_same_questions_have_the_same_answers() {
        var one = new AskTell(_ -> Optimizers.sobol(), "v");
        var other = new AskTell(_ -> Optimizers.sobol(), "v");
        for (var message : List.of(INIT, "{\"op\": \"ask\"}", "{\"op\": \"ask\"}")) {
            assertThat(one.answer(Json.readTree(message))).isEqualTo(other.answer(Json.readTree(message)));
        }
    }

    @Test
    void what_is_believed_of_a_parameter_comes_along_with_it() {
        say("""
                {"op": "init", "space": [
                  {"name": "x", "type": "float", "low": 0, "high": 1, "prior": {"min": 0.2, "max": 0.4}},
                  {"name": "k", "type": "categorical", "choices": ["a", "b"], "prior": {"b": 3}}]}""");
        say("{\"op\": \"ask\"}");
        assertThat(optimizer.problem.space().beliefs())
                .containsEntry("x", new Belief.Between(0.2, 0.4, 0.8))
                .containsEntry("k", new Belief.Weighted(List.of(1.0, 3.0)));
        assertThat(say("""
                {"op": "init", "space": [
                  {"name": "k", "type": "categorical", "choices": ["a", "b"], "prior": {"c": 3}}]}""")).contains("'c' is none of the choices");
        assertThat(say("""
                {"op": "init", "space": [
                  {"name": "k", "type": "categorical", "choices": [0.00001, 2], "prior": {"1e-05": 3, "2.0": 1}}]}""")).contains("\"ok\":true");
        assertThat(say("""
                {"op": "init", "space": [
                  {"name": "x", "type": "int", "low": 0, "high": 9, "prior": {"min": 3, "max": 10}}]}""")).contains("10 is none of the values");
    }

    @Test
    void what_an_earlier_study_taught_is_told_with_its_name_before_the_first_trial() {
        say(INIT);
        var message = "{\"op\": \"tell\", \"source\": \"before\", \"params\": {\"x\": 42}, \"values\": [1]}";
        assertThat(say(message)).isEqualTo("{\"ok\":true}");
        say("{\"op\": \"ask\"}");
        assertThat(optimizer.observations).isEmpty();
        assertThat(optimizer.problem.precedents()).singleElement().satisfies(it -> {
            assertThat(it.sweepId()).isEqualTo("before");
            assertThat(it.lessons()).containsExactly(new Precedent.Lesson(x(42), Map.of("value0", 1.0)));
        });
        assertThat(say(message)).contains("before the first trial");
    }
}
