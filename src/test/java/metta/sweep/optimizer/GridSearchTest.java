package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Seeds;
import metta.sweep.Suggestion;
import metta.sweep.space.Categorical;
import metta.sweep.space.Configuration;
import metta.sweep.space.IntUniform;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Uniform;
import org.junit.jupiter.api.Test;

final class GridSearchTest implements OptimizerContract {
    private static final SearchSpace FOUR =
            Problems.space(new Categorical(List.of("red", "blue")), new Categorical(List.of(1, 2)));

    @Override
    public Optimizer optimizer() {
        // more points than the contract asks for, also in its space of one dimension
        return Optimizers.grid(2_000, Map.of());
    }

    private static List<Configuration> suggest(
            Optimizer optimizer,
            SearchSpace space,
            List<Observation> observations,
            List<Configuration> pending,
            int count) {
        int first = observations.size() + pending.size() + 1;
        return optimizer.suggest(Problems.of(space, 1), observations, pending, first, count).stream()
                .map(Suggestion::configuration)
                .toList();
    }

    private List<Configuration> all(SearchSpace space) {
        return suggest(optimizer(), space, List.of(), List.of(), 1_000);
    }

    private static List<Observation> observed(List<Configuration> configurations) {
        return IntStream.range(0, configurations.size())
                .mapToObj(i -> Problems.observation(i + 1, configurations.get(i)))
                .toList();
    }

    @Test
    void suggests_fewer_than_asked_only_when_the_grid_is_exhausted() {
        assertThat(suggest(optimizer(), FOUR, List.of(), List.of(), 3)).hasSize(3);
        assertThat(suggest(optimizer(), FOUR, List.of(), List.of(), 9)).hasSize(4);
        assertThat(suggest(optimizer(), FOUR, observed(all(FOUR)), List.of(), 1))
                .isEmpty();
    }

    @Test
    void whichever_runs_are_there_only_the_unseen_combinations_are_suggested() {
        var all = all(FOUR);
        for (int first = 0; first < 4; first++) {
            for (int second = 0; second < 4; second++) {
                var seen = List.of(all.get(first), all.get(second));
                var unseen = new ArrayList<>(all);
                unseen.removeAll(seen);
                assertThat(suggest(optimizer(), FOUR, observed(seen), List.of(), 9))
                        .isEqualTo(unseen);
                assertThat(suggest(optimizer(), FOUR, List.of(), seen, 9)).isEqualTo(unseen);
                assertThat(suggest(optimizer(), FOUR, observed(seen.subList(0, 1)), seen.subList(1, 2), 9))
                        .isEqualTo(unseen);
            }
        }
    }

    @Test
    void a_failed_run_has_tried_its_point() {
        var failed = Problems.observation(5, all(FOUR).getFirst());
        assertThat(failed.feasible()).isFalse();
        assertThat(suggest(optimizer(), FOUR, List.of(failed), List.of(), 9)).hasSize(3);
    }

    @Test
    void configurations_off_the_grid_do_not_count() {
        var space = Problems.space(new Uniform(0, 1));
        var grid = Optimizers.grid(3, Map.of());
        var off = List.of(
                Configuration.of(Map.of("a", 0.3)), Configuration.of(Map.of("a", 0.5, "b", 1)), Configuration.EMPTY);
        assertThat(suggest(grid, space, observed(off), List.of(), 9))
                .extracting(each -> each.value("a"))
                .containsExactly(0.0, 0.5, 1.0);
    }

    @Test
    void a_whole_number_tries_the_point_of_the_equal_real_one() {
        var tried = List.of(Configuration.of(Map.of("a", 1L)));
        assertThat(suggest(
                        Optimizers.grid(3, Map.of()), Problems.space(new Uniform(0, 1)), observed(tried), List.of(), 9))
                .extracting(each -> each.value("a"))
                .containsExactly(0.0, 0.5);
    }

    @Test
    void a_grid_beyond_all_counting_is_begun_like_any_other() {
        var space = Problems.cube(30);
        var grid = Optimizers.grid(10, Map.of());
        assertThat(Optimizers.gridSize(space, 10, Map.of(), List.of())).isEqualTo(BigInteger.TEN.pow(30));
        var far = space.decode(IntStream.range(0, 30).mapToDouble(_ -> 1).toArray())
                .orElseThrow();
        var next = suggest(grid, space, observed(List.of(far)), List.of(far), 2);
        assertThat(next).hasSize(2).doesNotContain(far);
        assertThat(next.getFirst().values().values()).containsOnly(0.0);
    }

    @Test
    void says_which_point_of_how_many() {
        assertThat(optimizer().suggest(Problems.of(FOUR, 1), List.of(), List.of(), 1, 2))
                .extracting(Suggestion::reason)
                .containsExactly("combination 1 of 4 of the grid", "combination 2 of 4 of the grid");
    }

    /// One optimizer that lives on, and one made anew for each question, through a sweep in which runs
    /// end in any order, some are added by hand, and now and then the store is read again.
    @Test
    void one_that_remembers_answers_like_one_that_was_just_made() {
        for (long seed = 0; seed < 30; seed++) {
            var random = Seeds.of(seed, 1);
            var space = Problems.space(new IntUniform(1, 8), new Categorical(List.of("x", "y", "z")));
            var problem = Problems.of(space, seed);
            var old = optimizer();
            var ended = new ArrayList<Observation>();
            var pending = new ArrayList<Observation>();
            for (int step = 0; step < 60; step++) {
                if (!pending.isEmpty() && random.nextBoolean()) {
                    ended.add(pending.remove(random.nextInt(pending.size())));
                    ended.sort(Comparator.comparingInt(Observation::number));
                }
                if (random.nextInt(5) == 0) {
                    ended.replaceAll(each -> Problems.observation(
                            each.number(), Configuration.of(each.configuration().values())));
                }
                var answer = ask(old, problem, ended, pending, 2);
                assertThat(answer).isEqualTo(ask(optimizer(), problem, ended, pending, 2));
                var next = random.nextInt(4) == 0 || answer.isEmpty()
                        ? space.decode(random.doubles(2).toArray()).orElseThrow()
                        : answer.getFirst();
                pending.add(Problems.observation(ended.size() + pending.size() + 1, next));
            }
            assertThat(ask(old, problem, ended, pending, 30).size() + tried(ended, pending))
                    .isEqualTo(24);
        }
    }

    @Test
    void one_that_remembers_more_than_it_is_told_forgets_it() {
        var all = observed(all(FOUR));
        for (var told : List.of(all.subList(0, 2), all.subList(2, 4), all.subList(1, 3), all.subList(0, 0))) {
            var used = optimizer();
            assertThat(suggest(used, FOUR, all, List.of(), 9)).isEmpty();
            assertThat(suggest(used, FOUR, told, List.of(), 9))
                    .hasSize(4 - told.size())
                    .isEqualTo(suggest(optimizer(), FOUR, told, List.of(), 9));
        }
    }

    @Test
    void one_that_remembers_another_sweep_of_the_same_space_forgets_it() {
        var points = all(FOUR);
        var used = optimizer();
        suggest(used, FOUR, observed(points.subList(0, 2)), List.of(), 9);
        assertThat(suggest(used, FOUR, observed(points.subList(2, 4)), List.of(), 9))
                .isEqualTo(points.subList(0, 2));
    }

    private static List<Configuration> ask(
            Optimizer optimizer, Problem problem, List<Observation> ended, List<Observation> pending, int count) {
        var busy = pending.stream().map(Observation::configuration).toList();
        return suggest(optimizer, problem.space(), List.copyOf(ended), busy, count);
    }

    private static int tried(List<Observation> ended, List<Observation> pending) {
        var all = new ArrayList<>(ended);
        all.addAll(pending);
        return (int) all.stream().map(Observation::configuration).distinct().count();
    }

    @Test
    void a_long_sweep_tries_every_point_once_and_in_order() {
        var space = Problems.space(new IntUniform(1, 100), new IntUniform(1, 100));
        var grid = Optimizers.grid(100, Map.of());
        var observations = new ArrayList<Observation>();
        for (int i = 0; i < 10_000; i++) {
            var next = suggest(grid, space, observations, List.of(), 1).getFirst();
            assertThat(next.value("a")).isEqualTo(1L + i / 100);
            assertThat(next.value("b")).isEqualTo(1L + i % 100);
            observations.add(Problems.observation(i + 1, next));
        }
        assertThat(suggest(grid, space, observations, List.of(), 1)).isEmpty();
    }
}
