package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.config.Aggregate;
import metta.sweep.config.Goal;
import metta.sweep.config.Metric;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.space.Categorical;
import metta.sweep.space.Uniform;
import org.junit.jupiter.api.Test;

final class AutoSearchTest implements OptimizerContract {
    @Override
    public Optimizer optimizer() {
        return Optimizers.auto();
    }

    private String reason(Problem problem, int number) {
        var observations = new ArrayList<Observation>();
        var optimizer = optimizer();
        for (int i = 1; i < number; i++) {
            observations.add(Problems.observation(
                    i,
                    optimizer
                            .suggest(problem, observations, List.of(), i, 1)
                            .getFirst()
                            .configuration()));
        }
        return optimizer
                .suggest(problem, observations, List.of(), number, 1)
                .getFirst()
                .reason();
    }

    @Test
    void a_process_and_an_evolution_take_turns_and_learn_from_each_other() {
        var problem = Problems.of(Problems.cube(2), 1);
        assertThat(reason(problem, 11)).startsWith("gp, in turn: ").contains("of 10 runs; expects score ");
        assertThat(reason(problem, 12)).startsWith("cmaes, in turn: ");
    }

    @Test
    void constants_under_a_condition_are_no_parameters_to_choose() {
        var space = SweepConfigReader.parse("sweep.yaml", """
                parameters:
                  kind: {value: a}
                  x: {min: 0.0, max: 1.0}
                  y: {min: 0.0, max: 1.0}
                  p: {value: 1, when: {kind: a}}
                  q: {value: 2, when: {kind: a}}
                """).space();
        assertThat(reason(Problems.of(space, 1), 9)).doesNotContain("most parameters");
    }

    @Test
    void where_there_are_choices_steps_or_conditions_all_trials_are_those_of_the_process() {
        var problem = Problems.of(Problems.space(new Categorical(List.of("a", "b", "c")), new Uniform(0, 1)), 1);
        assertThat(reason(problem, 8)).startsWith("gp, as there are choices, steps or conditions: ");
    }

    @Test
    void where_most_parameters_take_part_under_a_condition_densities_have_every_third_trial() {
        var space = SweepConfigReader.parse("sweep.yaml", """
                parameters:
                  algorithm: {one_of: {a: {x: {min: 0.0, max: 1.0}}, b: {y: {min: 0.0, max: 1.0}}, c: {}}}
                """).space();
        var problem = Problems.of(space, 1);
        assertThat(reason(problem, 13)).startsWith("gp, in turn, as most parameters take part under a condition: ");
        assertThat(reason(problem, 15)).startsWith("tpe, in turn, as most parameters take part under a condition: ");
    }

    @Test
    void and_where_there_are_many_parameters() {
        assertThat(reason(Problems.of(Problems.cube(11), 1), 2))
                .startsWith("gp, as there are more than 10 parameters: ");
    }

    @Test
    void several_objectives_are_for_a_process_of_each() {
        var metrics = List.of(
                new Metric("score", Goal.MAXIMIZE, Aggregate.LAST), new Metric("size", Goal.MINIMIZE, Aggregate.LAST));
        var problem = new Problem(Problems.cube(2), metrics, 100, 1);
        assertThat(reason(problem, 11)).startsWith("mogp, as there are several objectives: ");
        assertThat(reason(problem, 12)).startsWith("mogp, as there are several objectives: ");
    }
}
