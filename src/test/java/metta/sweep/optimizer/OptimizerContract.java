package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;
import org.junit.jupiter.api.Test;

/// What every optimizer promises. An optimizer is done when its test implements this and passes unchanged.
interface OptimizerContract {
    /// A new one each time.
    Optimizer optimizer();

    private static List<SearchSpace> spaces() {
        return List.of(Problems.cube(1), Problems.mixed(), Problems.withoutFreedom());
    }

    private List<Suggestion> suggest(SearchSpace space, int count) {
        return optimizer().suggest(Problems.of(space, 1), List.of(), List.of(), 1, count);
    }

    private static List<Observation> observed(Problem problem, int count) {
        var random = problem.random(-1);
        int dimensions = problem.space().dimensions();
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> Problems.observation(
                        number,
                        problem.space()
                                .decode(random.doubles(dimensions).toArray())
                                .orElseThrow()))
                .toList();
    }

    /// The configurations that come of asking for these many at a time, all of them still under way.
    private static List<Configuration> story(Optimizer optimizer, Problem problem, int... batches) {
        var story = new ArrayList<Configuration>();
        for (int batch : batches) {
            optimizer
                    .suggest(problem, List.of(), List.copyOf(story), story.size() + 1, batch)
                    .forEach(each -> story.add(each.configuration()));
        }
        return story;
    }

    private static void assertValid(SearchSpace space, List<Suggestion> suggestions) {
        assertThat(suggestions).allSatisfy(each -> {
            assertThat(space.contains(each.configuration())).isTrue();
            assertThat(each.configuration().values().keySet())
                    .containsExactlyElementsOf(space.parameters().keySet());
            assertThat(each.reason()).isNotBlank();
        });
    }

    @Test
    default void suggestions_lie_in_the_space_with_all_its_parameters_in_order() {
        for (var space : spaces()) {
            var suggestions = suggest(space, 20);
            assertThat(suggestions).isNotEmpty();
            assertValid(space, suggestions);
        }
    }

    @Test
    default void as_many_are_suggested_as_are_asked_for() {
        for (int count : new int[] {0, 1, 2, 17, 100}) {
            assertThat(suggest(Problems.mixed(), count)).hasSize(count);
        }
    }

    @Test
    default void a_space_without_freedom_has_one_configuration() {
        var space = Problems.withoutFreedom();
        assertThat(suggest(space, 3))
                .extracting(Suggestion::configuration)
                .containsOnly(space.decode(new double[0]).orElseThrow());
    }

    @Test
    default void many_observations_and_pending_configurations_are_taken_into_account_without_harm() {
        for (var space : List.of(Problems.cube(1), Problems.mixed())) {
            var problem = Problems.of(space, 2);
            var all = observed(problem, 1_010);
            var pending = all.subList(1_000, 1_010).stream()
                    .map(Observation::configuration)
                    .toList();
            var suggestions = optimizer().suggest(problem, all.subList(0, 1_000), pending, 1_011, 4);
            assertThat(suggestions).hasSize(4);
            assertValid(space, suggestions);
        }
    }

    @Test
    default void the_same_question_has_the_same_answer() {
        for (var space : spaces()) {
            var problem = Problems.of(space, 3);
            var observations = observed(problem, 30);
            var answer = optimizer().suggest(problem, observations, List.of(), 31, 5);
            assertThat(optimizer().suggest(problem, observations, List.of(), 31, 5))
                    .isEqualTo(answer);
        }
    }

    @Test
    default void what_was_asked_before_changes_no_answer() {
        for (var space : spaces()) {
            var problem = Problems.of(space, 4);
            var observations = observed(problem, 30);
            var answer = optimizer().suggest(problem, observations.subList(5, 20), List.of(), 31, 5);
            var used = optimizer();
            used.suggest(Problems.of(Problems.cube(3), 4), List.of(), List.of(), 1, 5);
            used.suggest(problem, observations, List.of(), 31, 2);
            used.suggest(problem, observations.reversed(), List.of(), 31, 2);
            assertThat(used.suggest(problem, observations.subList(5, 20), List.of(), 31, 5))
                    .isEqualTo(answer);
        }
    }

    @Test
    default void the_story_is_the_same_whatever_the_batches() {
        for (var space : spaces()) {
            var problem = Problems.of(space, 5);
            var whole = story(optimizer(), problem, 16);
            assertThat(story(optimizer(), problem, 3, 7, 6)).isEqualTo(whole);
            var oneByOne = IntStream.range(0, 16).map(_ -> 1).toArray();
            assertThat(story(optimizer(), problem, oneByOne)).isEqualTo(whole);
        }
    }
}
