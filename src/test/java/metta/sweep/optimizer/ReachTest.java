package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import metta.sweep.space.Categorical;
import metta.sweep.space.Condition;
import metta.sweep.space.Parameter;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Uniform;
import org.junit.jupiter.api.Test;

final class ReachTest {
    private static final Categorical SWITCH = new Categorical(List.of("on", "off"));

    private static boolean many(SearchSpace space) {
        return Reach.many(new ModelSpace(space));
    }

    @Test
    void half_of_the_trials_is_near_of_even_and_odd_numbers_alike() {
        var few = IntStream.range(0, 8).mapToObj(Reach::amongFew).toList();
        assertThat(few.subList(0, 4)).containsExactly(Reach.ANYWHERE, Reach.ANYWHERE, Reach.NEAR, Reach.NEAR);
        assertThat(few.subList(4, 8)).isEqualTo(few.subList(0, 4));
    }

    @Test
    void among_many_lines_every_other_trial_goes_downhill_and_none_anywhere() {
        assertThat(IntStream.range(0, 4).mapToObj(Reach::amongMany))
                .containsExactly(Reach.DOWNHILL, Reach.NEAR, Reach.DOWNHILL, Reach.NEAR);
    }

    @Test
    void eleven_lines_are_many() {
        assertThat(many(Problems.cube(10))).isFalse();
        assertThat(many(Problems.cube(11))).isTrue();
    }

    @Test
    void choices_do_not_count() {
        var parameters = new ArrayList<Parameter>();
        IntStream.range(0, 10).forEach(_ -> parameters.add(new Uniform(0, 1)));
        parameters.add(SWITCH);
        assertThat(many(Problems.space(parameters.toArray(Parameter[]::new)))).isFalse();
    }

    @Test
    void lines_under_a_condition_do_not_count() {
        var parameters = new LinkedHashMap<String, Parameter>();
        parameters.put("kind", SWITCH);
        var conditions = new LinkedHashMap<String, Condition>();
        for (int i = 0; i < 11; i++) {
            parameters.put("x" + i, new Uniform(0, 1));
        }
        assertThat(many(new SearchSpace(parameters, conditions, List.of()))).isTrue();
        conditions.put("x0", Condition.of("kind", List.of("on")));
        assertThat(many(new SearchSpace(parameters, conditions, List.of()))).isFalse();
    }
}
