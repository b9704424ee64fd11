package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PermutationTest {
    private static int[] order(int size, long key) {
        var permutation = new Permutation(size, key);
        return IntStream.range(0, size).map(permutation::at).toArray();
    }

    @Test
    void every_number_comes_once() {
        for (int size = 1; size < 300; size++) {
            for (long key = 0; key < 5; key++) {
                assertThat(Arrays.stream(order(size, key)).sorted().toArray())
                        .as("size %d, key %d", size, key)
                        .containsExactly(IntStream.range(0, size).toArray());
            }
        }
        assertThat(Arrays.stream(order(1_000_000, 7)).distinct().count()).isEqualTo(1_000_000);
    }

    @Test
    void the_largest_size_is_looked_up_like_any_other() {
        var permutation = new Permutation(Integer.MAX_VALUE, 7);
        assertThat(IntStream.of(0, 1, 2, Integer.MAX_VALUE - 1)
                        .map(permutation::at)
                        .distinct())
                .hasSize(4)
                .allMatch(each -> each >= 0 && each < Integer.MAX_VALUE);
    }

    /// Nearly equally often: measured over many keys, counts are off by a fifth at most.
    @Test
    void every_order_of_five_numbers_comes_up() {
        int keys = 24_000;
        var counts = new int[3_125];
        for (long key = 0; key < keys; key++) {
            counts[Arrays.stream(order(5, key)).reduce(0, (all, each) -> 5 * all + each)]++;
        }
        assertThat(Arrays.stream(counts).filter(each -> each > 0))
                .hasSize(120)
                .allMatch(each -> each > 100 && each < 300);
    }

    /// Of 90 counts that should be equal: chi-square is above 137.2 once in a thousand times.
    @Test
    void two_neighbours_stand_anywhere() {
        int keys = 18_000;
        var counts = new int[100];
        for (long key = 0; key < keys; key++) {
            var permutation = new Permutation(10, key);
            counts[10 * permutation.at(3) + permutation.at(4)]++;
        }
        double expected = keys / 90.0;
        assertThat(IntStream.range(0, 100)
                        .filter(each -> each % 11 != 0)
                        .mapToDouble(each -> (counts[each] - expected) * (counts[each] - expected) / expected)
                        .sum())
                .isLessThan(137.2);
    }
}
