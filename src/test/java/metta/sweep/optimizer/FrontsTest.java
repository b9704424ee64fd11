package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import metta.sweep.optimizer.Evidence.Item;
import metta.sweep.space.Configuration;
import org.junit.jupiter.api.Test;

final class FrontsTest {
    private static final double NONE = Double.POSITIVE_INFINITY;

    private static List<Item> items(double[]... losses) {
        return IntStream.range(0, losses.length)
                .mapToObj(i -> new Item(
                        i + 1,
                        Configuration.EMPTY,
                        Point.of(),
                        Arrays.stream(losses[i]).boxed().toList(),
                        1))
                .toList();
    }

    private static Item beyond(Item item, double... excesses) {
        return new Item(
                item.number(),
                item.configuration(),
                item.point(),
                item.losses(),
                Arrays.stream(excesses).boxed().toList(),
                1,
                1);
    }

    private static List<Integer> numbers(List<Item> items) {
        return items.stream().map(Item::number).toList();
    }

    @Test
    void what_lacks_an_objective_comes_behind_all_others_and_what_failed_nowhere() {
        var items = items(
                new double[] {2, 2},
                new double[] {0, NONE},
                new double[] {1, 3},
                new double[] {NONE, NONE},
                new double[] {3, 3},
                new double[] {1, NONE});
        assertThat(Fronts.of(items).stream().map(FrontsTest::numbers))
                .containsExactly(List.of(1, 3), List.of(5), List.of(2), List.of(6));
    }

    @Test
    void what_does_not_keep_bounds_comes_behind_all_that_does_the_nearest_first() {
        var items = items(
                new double[] {0, 0}, new double[] {5, 5}, new double[] {1, 1}, new double[] {1, 1}, new double[] {9, 9
                });
        var bounded = List.of(
                beyond(items.get(0), .5, -1),
                beyond(items.get(1), -.1, -1),
                beyond(items.get(2), -3, .2),
                beyond(items.get(3), .1, .1),
                beyond(items.get(4), NONE, 0));
        assertThat(Fronts.of(bounded).stream().map(FrontsTest::numbers))
                .containsExactly(List.of(2), List.of(3, 4), List.of(1), List.of(5));
        assertThat(bounded.stream().sorted(Item.BEST_FIRST).map(Item::number)).containsExactly(2, 3, 4, 1, 5);
        assertThat(bounded.get(1).better(bounded.get(0))).isTrue();
        assertThat(bounded.get(0).better(bounded.get(1))).isFalse();
        assertThat(bounded.get(2).better(bounded.get(3))).isFalse();
    }

    @Test
    void of_the_front_that_does_not_fit_those_with_the_most_room_are_taken() {
        var items = items(
                new double[] {0, 4},
                new double[] {1, 3},
                new double[] {1.1, 2.9},
                new double[] {2.5, 1},
                new double[] {4, 0},
                new double[] {5, 5});
        assertThat(numbers(Fronts.best(items, 4, new Preference.Room()))).containsExactly(1, 5, 4, 3);
        assertThat(numbers(Fronts.best(items, 9, new Preference.Room()))).containsExactly(1, 5, 4, 3, 2, 6);
    }

    /// Of three the middle one dominates most; then the one is taken whose strip is wider.
    @Test
    void of_the_front_that_does_not_fit_those_are_taken_that_dominate_most() {
        var items = items(new double[] {0, 10}, new double[] {3, 3}, new double[] {10, 0}, new double[] {1, 8});
        assertThat(numbers(Fronts.best(items, 1, new Preference.Volume()))).containsExactly(2);
        assertThat(numbers(Fronts.best(items, 2, new Preference.Volume()))).containsExactly(2, 4);
    }

    @Test
    void each_niche_is_filled_before_any_has_two() {
        var items = items(
                new double[] {0, 1},
                new double[] {0.02, 0.95},
                new double[] {0.04, 0.94},
                new double[] {0.55, 0.4},
                new double[] {1, 0});
        assertThat(numbers(Fronts.best(items, 3, new Niches()))).containsExactlyInAnyOrder(1, 4, 5);
        assertThat(numbers(Fronts.best(items, 4, new Niches())))
                .contains(1, 4, 5)
                .hasSize(4);
    }

    @Test
    void a_fifth_is_good_of_several_objectives_and_counts_by_what_would_be_lost_without_it() {
        var items = items(IntStream.range(0, 20)
                .mapToObj(i -> new double[] {i + 10, 30 - i})
                .toArray(double[][]::new));
        var elite = Elite.of(items);
        assertThat(elite.good()).hasSize(4);
        assertThat(elite.others()).hasSize(16).doesNotContainAnyElementsOf(elite.good());
        assertThat(Arrays.stream(elite.weights()))
                .hasSize(4)
                .allMatch(each -> each >= 0.3 && each <= 1)
                .contains(1.0);
        assertThat(Elite.size(10_000, true)).isEqualTo(25);
    }

    @Test
    void of_one_objective_a_tenth_is_good() {
        var items = items(
                IntStream.range(0, 20).mapToObj(i -> new double[] {20 - i}).toArray(double[][]::new));
        assertThat(numbers(Elite.of(items).good())).containsExactly(19, 20);
    }
}
