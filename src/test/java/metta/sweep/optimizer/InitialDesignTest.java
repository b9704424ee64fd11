package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import metta.sweep.Observation;
import metta.sweep.Problem;
import metta.sweep.config.Metric;
import metta.sweep.space.Categorical;
import metta.sweep.space.Configuration;
import metta.sweep.space.IntUniform;
import metta.sweep.space.Uniform;
import org.junit.jupiter.api.Test;

final class InitialDesignTest {
    private final InitialDesign design = new InitialDesign(false);

    private Configuration suggested(Problem problem, List<Observation> observations, int number) {
        var evidence = new Evidence.Cache().of(problem, observations);
        return design.suggestion(problem, evidence, List.of(), number).configuration();
    }

    @Test
    void the_centre_comes_first_and_then_each_coordinate_once() {
        var problem = Problems.of(Problems.cube(5), 3);
        var centre = suggested(problem, List.of(), 1);
        assertThat(centre.values().values()).allMatch(each -> each.equals(0.5));
        var observations = List.of(Problems.lost(1, centre, 0));
        var moved = IntStream.rangeClosed(2, 6)
                .mapToObj(number -> suggested(problem, observations, number))
                .map(InitialDesignTest::moved)
                .toList();
        assertThat(moved).allSatisfy(each -> assertThat(each).hasSize(1)).doesNotHaveDuplicates();
    }

    private static List<String> moved(Configuration configuration) {
        return configuration.values().entrySet().stream()
                .filter(each -> Math.abs((double) each.getValue() - 0.5) > 0.1)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Problem ofTwo(Problem problem) {
        var metrics = List.of(new Metric("score"), new Metric("size"));
        return new Problem(problem.space(), metrics, problem.maxTrials(), problem.seed());
    }

    @Test
    void where_a_front_is_sought_it_spreads_after_the_centre() {
        var problem = Problems.of(Problems.cube(7), 3);
        var spreading = new InitialDesign(true);
        var observations = List.of(Problems.lost(1, suggested(problem, List.of(), 1), 0));
        var evidence = new Evidence.Cache().of(ofTwo(problem), observations);
        assertThat(spreading.size(ofTwo(problem))).isEqualTo(6);
        assertThat(IntStream.rangeClosed(1, 6)
                        .mapToObj(number -> spreading
                                .suggestion(ofTwo(problem), evidence, List.of(), number)
                                .reason()))
                .contains("point 2 of the scrambled Sobol sequence", "point 6 of the scrambled Sobol sequence");
        assertThat(spreading.size(problem))
                .isEqualTo(design.size(ofTwo(problem)))
                .isEqualTo(8);
    }

    @Test
    void a_step_is_from_the_best_so_far() {
        var problem = Problems.of(Problems.cube(4), 3);
        var best = problem.space().decode(new double[] {0.2, 0.2, 0.2, 0.2}).orElseThrow();
        var observations = List.of(Problems.lost(1, suggested(problem, List.of(), 1), 2), Problems.lost(2, best, 1));
        var stepped = suggested(problem, observations, 3);
        assertThat(stepped.values().values().stream()
                        .filter(each -> Math.abs((double) each - 0.2) > 1e-9)
                        .toList())
                .hasSize(1);
    }

    @Test
    void it_begins_elsewhere_where_everything_near_the_centre_fails() {
        var problem = Problems.of(Problems.cube(2), 3);
        var failed = List.of(Problems.lost(1, suggested(problem, List.of(), 1), Double.NaN));
        assertThat(new Evidence.Cache().of(problem, failed).feasible()).isZero();
        assertThat(suggested(problem, failed, 2))
                .isEqualTo(SequenceSearch.sobol()
                        .suggest(problem, List.of(), List.of(), 2, 1)
                        .getFirst()
                        .configuration());
    }

    @Test
    void choices_and_whole_numbers_take_another_value() {
        var problem = Problems.of(
                Problems.space(new Categorical(List.of("x", "y")), new IntUniform(1, 30), new Uniform(0, 1)), 5);
        var observations = new ArrayList<Observation>();
        for (int number = 1; number <= 4; number++) {
            observations.add(Problems.lost(number, suggested(problem, observations, number), number));
        }
        assertThat(observations.stream().map(Observation::configuration)).doesNotHaveDuplicates();
        assertThat(observations.stream().map(each -> each.configuration().value("a")))
                .contains("x", "y");
    }

    @Test
    void it_takes_no_more_than_a_fourth_of_all_trials() {
        assertThat(design.size(Problems.of(Problems.cube(60), 1))).isEqualTo(26);
        assertThat(design.size(Problems.of(Problems.cube(1), 1))).isEqualTo(4);
    }
}
