package metta.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metta.sweep.SweepException;
import metta.sweep.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EditTest {
    private static final Map<String, Object> CONFIG = tree("""
            {metric: score,
             parameters: {a.lr: {min: 0.0, max: 1.0}, b: [1, 2], c: {min: 1.0, max: 9.0, mean: 8.0}},
             budget: {max_trials: 5, time: 90}, prices: {cpu: 2},
             outcome_constraints: {latency.ms: {max: 50}, acc: {min: 0.5}}}""");

    private static Map<String, Object> tree(String text) {
        return Json.readTree(Json.write(SweepConfigReader.parse("test", text).toTree()));
    }

    private static SweepConfig edited(Map<String, Object> changes) {
        return SweepConfigReader.parse(
                "test", Json.write(Edit.of(CONFIG, changes).config()));
    }

    @ParameterizedTest
    @CsvSource({
        "budget.max_trials, 40, budget.max_trials 5 -> 40",
        "budget.max_trials, +40, budget.max_trials 5 -> 45",
        "budget.time, none, budget.time 1m30s -> none",
        "budget.time, +1h, budget.time 1m30s -> 1h1m30s",
        "budget.time, +500ms, budget.time 1m30s -> 1m30.5s",
        "execution.stop_grace, 90, execution.stop_grace 10s -> 1m30s",
        "budget.target, 0.5, budget.target none -> 0.5",
        "prices.cpu, +0.25, prices.cpu 2.0 -> 2.25",
        "optimizer.prune, true, optimizer.prune false -> true",
        "outcome_constraints.latency.ms.max, 60, outcome_constraints.latency.ms.max 50.0 -> 60.0",
        "outcome_constraints.latency.ms.max, +2.5, outcome_constraints.latency.ms.max 50.0 -> 52.5",
        "outcome_constraints.latency.ms.min, 1, outcome_constraints.latency.ms.min none -> 1.0",
        "outcome_constraints.loss/val.max, 3, 'outcome_constraints.loss/val none -> {\"max\":3.0}'",
        "outcome_constraints.acc.min, none, 'outcome_constraints.acc {\"min\":0.5} -> none'",
        "failures.user_error, stop, 'failures.user_error.then \"infeasible\" -> \"stop\"'"
    })
    void a_change_is_worked_out_and_told(String key, String value, String told) {
        var meant = value.startsWith("+") ? value : YamlReader.word(value).orElseThrow();
        var edit = Edit.of(CONFIG, Map.of(key, meant));
        assertThat(edit.what()).isEqualTo(told);
        assertThat(tree(Json.write(edit.config()))).isEqualTo(edit.config());
    }

    @Test
    void bounds_move_the_middle_that_nobody_chose_and_leave_the_one_that_somebody_did() {
        assertThat(edited(Map.of("parameters.a.lr.max", 0.5)).space())
                .isEqualTo(SweepConfigReader.parse("test", """
                        {parameters: {a.lr: {min: 0.0, max: 0.5}, b: [1, 2], c: {min: 1.0, max: 9.0, mean: 8.0}}}""").space());
        var wider = Edit.of(CONFIG, Map.of("parameters.c.max", 20.0));
        assertThat(wider.what()).isEqualTo("parameters.c.max 9.0 -> 20.0");
        assertThat(Edit.of(CONFIG, Map.of("parameters.b.values", List.of(2L, 3L)))
                        .what())
                .isEqualTo("parameters.b.values [1,2] -> [2,3]");
    }

    @Test
    void without_its_last_bound_there_is_nothing_to_keep() {
        var all = Map.<String, Object>of(
                "outcome_constraints.latency.ms.max", "none", "outcome_constraints.acc.min", "none");
        assertThat(Edit.of(CONFIG, all).config()).doesNotContainKey("outcome_constraints");
        assertThat(edited(all).outcomeConstraints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "budget.max_trials|0|budget.max_trials: must be at least 1, got 0",
                "budget.money|+5|there is no budget.money to add to; set one with `metta sweep edit`: budget.money=5",
                "budget.money|+soon|budget.money: must be a number",
                "budget.max_trials|+1m|budget.max_trials: must be a whole number",
                "prices.cpu|+2h|prices.cpu: must be a number",
                "budget.time|+soon|budget.time: soon cannot be added to 90",
                "budget.gpu_hours|3|gpu_hours limits nothing: no job asks for a GPU",
                "budget.tme|3|unknown key 'tme'; did you mean 'time'?",
                "budget|3|budget is changed key by key, as in budget.KEY=VALUE",
                "outcome_constraints|none|'outcome_constraints' is no bound; give outcome_constraints.METRIC.max=VALUE or .min=VALUE; outcome_constraints.METRIC.max=none takes it away",
                "outcome_constraints.acc|none|'outcome_constraints.acc' is no bound; give outcome_constraints.METRIC.max=VALUE",
                "outcome_constraints.acc.mx|1|'outcome_constraints.acc.mx' is no bound; did you mean 'outcome_constraints.acc.max'? give",
                "outcome_constraints.mx|1|'outcome_constraints.mx' is no bound; give",
                "outcome_constraints.a.lr.max|1|a.lr is a parameter; bounds on parameters belong under constraints",
                "outcome_constraints.acc.max|0.1|min must not be above max, got min 0.5 and max 0.1",
                "outcome_constraints.acc.max|+1|there is no outcome_constraints.acc.max to add to",
                "outcome_constraints.acc.max|fast|outcome_constraints.acc.max: must be a number, got the text 'fast'",
                "seed|3|'seed' cannot be edited",
                "metrics|score|'metrics' cannot be edited",
                "parameters.b.prior.min|3|'parameters.b.prior.min' cannot be edited; what can change",
                "parameters.x.min|3|there is no parameter 'x'; there are a.lr, b, c",
                "parameters.c.mean|10.0|the search centre must lie between min 1 and max 9, got 10",
                "parameters.c.distribution|log_normal|'parameters.c.distribution' cannot be edited",
            })
    void what_cannot_be_is_refused_with_the_reason(String key, String value, String message) {
        var meant = value.startsWith("+") ? value : YamlReader.word(value).orElseThrow();
        assertThatThrownBy(() -> Edit.of(CONFIG, Map.of(key, meant)))
                .isInstanceOfSatisfying(
                        SweepException.class, e -> assertThat(e.exit()).isEqualTo(SweepException.Exit.USAGE))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "budget.max_trials, 5, budget.max_trials is 5 already",
        "budget.max_trials, +0, budget.max_trials is 5 already",
        "budget.time, 1m30s, budget.time is 1m30s already",
        "outcome_constraints.acc.min, 0.5, outcome_constraints.acc.min is 0.5 already",
        "outcome_constraints.other.min, none, outcome_constraints.other.min is none already",
        "budget.money, none, budget.money is none already"
    })
    void what_is_so_already_is_told_and_no_change(String key, String value, String told) {
        var meant = value.startsWith("+") ? value : YamlReader.word(value).orElseThrow();
        var edit = Edit.of(CONFIG, Map.of(key, meant));
        assertThat(edit.changes()).isFalse();
        assertThat(edit.config()).isEqualTo(CONFIG);
        assertThat(edit.what()).isEqualTo(told);
    }

    @Test
    void a_grid_keeps_its_points() {
        var grid = tree("{metric: score, optimizer: grid, parameters: {b: [1, 2]}}");
        assertThatThrownBy(() -> Edit.of(grid, Map.of("parameters.b.values", List.of(1L))))
                .hasMessageContaining("the points of a grid are numbered");
    }

    @Test
    void settings_of_an_optimizer_can_change_but_not_the_optimizer_and_none_of_a_grid() {
        var tpe = tree("{metric: score, optimizer: {type: tpe, prune: true}, parameters: {b: [1, 2]}}");
        assertThat(Edit.of(tpe, Map.of("optimizer.prune", Edit.NONE)).what())
                .isEqualTo("optimizer.prune true -> false");
        assertThatThrownBy(() -> Edit.of(tpe, Map.of("optimizer.type", "gp")))
                .hasMessageStartingWith("'optimizer.type' cannot be edited; ");
        assertThatThrownBy(() -> Edit.of(tpe, Map.of("optimizer.prone", true)))
                .hasMessageContaining("did you mean 'prune'?");
        var grid = tree("{metric: score, optimizer: grid, parameters: {b: {min: 0.0, max: 1.0}}}");
        assertThatThrownBy(() -> Edit.of(grid, Map.of("optimizer.resolution", 3L)))
                .hasMessageContaining("the points of a grid are numbered");
    }

    @Test
    void bounds_that_leave_out_a_point_to_try_first_are_refused_unless_the_points_go_too() {
        var config = tree("{parameters: {a: {min: 0.0, max: 9.0}}, points_to_evaluate: [{a: 2.0}, {a: 8.0}]}");
        assertThatThrownBy(() -> Edit.of(config, Map.of("parameters.a.max", 5.0)))
                .hasMessageStartingWith("points_to_evaluate[1]: a: ")
                .hasMessageEndingWith("take them away in the same command with points_to_evaluate=none");
        var both = new LinkedHashMap<String, Object>(Map.of("parameters.a.max", 5.0));
        both.put("points_to_evaluate", Edit.NONE);
        assertThat(Edit.of(config, both).what())
                .contains("parameters.a.max 9.0 -> 5.0")
                .contains("points_to_evaluate [{\"a\":2.0},{\"a\":8.0}] -> none");
        assertThat(Edit.of(config, both).config()).doesNotContainKey("points_to_evaluate");
        assertThat(Edit.of(config, Map.of("parameters.a.min", 1.0)).what()).contains("parameters.a.min 0.0 -> 1.0");
    }

    @Test
    void points_to_try_first_can_be_taken_away_and_nothing_else() {
        var config = tree("{parameters: {a: [1, 2]}, points_to_evaluate: [{a: 2}]}");
        for (Object other : List.of(List.of(Map.of("a", 1L)), "+1", 3L)) {
            assertThatThrownBy(() -> Edit.of(config, Map.of("points_to_evaluate", other)))
                    .as("%s", other)
                    .hasMessageStartingWith("points_to_evaluate");
        }
        assertThat(Edit.of(CONFIG, Map.of("points_to_evaluate", Edit.NONE)).changes())
                .isFalse();
    }
}
