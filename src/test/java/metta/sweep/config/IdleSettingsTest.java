package metta.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import metta.sweep.json.Json;
import org.junit.jupiter.api.Test;

final class IdleSettingsTest {
    private static List<String> remarks(String text) {
        return Description.of(List.of(Layer.parse("sweep.yaml", text))).remarks().stream()
                .map(ConfigProblem::toString)
                .toList();
    }

    @Test
    void curiosity_that_the_acquisition_does_not_go_by_is_told_in_its_line() {
        assertThat(remarks("optimizer:\n  type: gp\n  ucb_beta: 3\n"))
                .containsExactly("sweep.yaml:3:13: optimizer.ucb_beta: nothing goes by this with acquisition: ei;"
                        + " say acquisition: ucb, or leave it out");
        assertThat(remarks("optimizer: {type: protein, ucb_beta: 3, randomize_acquisition: true}"))
                .hasSize(2)
                .allMatch(each -> each.contains("with acquisition_fn: naive; say acquisition_fn: ucb"));
        assertThat(remarks("optimizer: {type: gp, acquisition: ucb, ucb_beta: 3}"))
                .isEmpty();
    }

    @Test
    void what_is_as_usual_is_no_remark_so_that_a_description_in_full_has_none() {
        for (var type : OptimizerType.values()) {
            var full = Description.of(List.of(Layer.parse("a", "optimizer: " + SweepConfigTree.word(type))))
                    .read()
                    .toTree();
            assertThat(remarks(Json.write(full))).isEmpty();
        }
    }

    @Test
    void one_metric_has_nothing_to_be_weighed_against() {
        var mogp = "optimizer: {type: mogp, scalarization: linear, weights: {a: 2}}\n";
        assertThat(remarks("metric: a\n" + mogp))
                .hasSize(2)
                .allMatch(each -> each.contains("nothing goes by this where there is one metric"));
        assertThat(remarks("metrics: [a, b]\n" + mogp)).isEmpty();
    }

    @Test
    void who_goes_by_the_first_metric_alone_says_so_of_the_others() {
        assertThat(remarks("metrics: [a, b, c]\noptimizer: {type: gp}\n"))
                .containsExactly("sweep.yaml:2:19: optimizer.type: gp goes by 'a' alone, and not by 'b' and 'c';"
                        + " auto, tpe, mogp, nsga2, nsga3 and de go by all metrics");
        assertThat(remarks("metrics: [a, b]\noptimizer: cmaes")).hasSize(1);
        assertThat(remarks("metrics: [a, b]")).isEmpty();
        assertThat(remarks("metric: a\noptimizer: gp")).isEmpty();
    }

    @Test
    void a_budget_of_which_nobody_knows_is_told() {
        var thrifty = "optimizer: {type: gp, cost_aware: budget}\n";
        assertThat(remarks(thrifty + "budget: {time: 2h}"))
                .containsExactly(
                        "sweep.yaml:1:35: optimizer.cost_aware: budget is the same as cooled here, as the budget"
                                + " has no cpu_hours, gpu_hours or money, and time does not tell");
        assertThat(remarks(thrifty + "cost: dollars\nbudget: {cpu_hours: 2}"))
                .containsExactly(
                        "sweep.yaml:1:35: optimizer.cost_aware: budget is the same as cooled here, as nobody says"
                                + " how much 'dollars' there is");
        assertThat(remarks(thrifty + "budget: {cpu_hours: 2}")).isEmpty();
        assertThat(remarks("optimizer: {type: gp, cost_aware: cooled}")).isEmpty();
    }

    @Test
    void beliefs_and_earlier_sweeps_that_nothing_is_made_of_are_told() {
        var believed = "parameters: {x: {min: 0, max: 9, prior: {min: 2, max: 3}}}\n";
        assertThat(remarks(believed + "optimizer: sobol"))
                .containsExactly("sweep.yaml:2:12: optimizer: sobol makes nothing of the prior of 'x';"
                        + " auto, tpe, gp, mogp, cmaes, nsga2, nsga3 and de do");
        assertThat(remarks(believed + "scheduler: grid_search"))
                .containsExactly("sweep.yaml:2:12: scheduler: grid makes nothing of the prior of 'x';"
                        + " auto, tpe, gp, mogp, cmaes, nsga2, nsga3 and de do");
        assertThat(remarks("warm_start: {from: a}\noptimizer: protein"))
                .containsExactly("sweep.yaml:1:13: warm_start: protein makes nothing of earlier sweeps;"
                        + " auto, tpe, gp, mogp and cmaes do");
        assertThat(remarks(believed + "warm_start: {from: a}")).isEmpty();
    }
}
