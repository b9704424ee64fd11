package metta.sweep.arena;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class EgocentricViewTest {
    private final short[] features = new short[EgocentricView.MOST];

    private short[] look(ArenaWorld world, int agent) {
        return Arrays.copyOf(features, EgocentricView.look(world, agent, features, 0));
    }

    private static ArenaWorld world(String... rows) {
        return new ArenaWorld(new SplitMix(1), ArenaMap.drawn(rows));
    }

    @Test
    void the_same_surroundings_look_the_same_wherever_the_agent_stands() {
        short[] left = look(
                world(
                        "@M.......",
                        ".........",
                        ".........",
                        ".........",
                        ".........",
                        ".........",
                        ".........",
                        ".........",
                        "........."),
                0);
        short[] right = look(
                world(
                        ".........",
                        ".........",
                        ".........",
                        ".........",
                        "....@M...",
                        ".........",
                        ".........",
                        ".........",
                        "........."),
                0);

        assertThat(left).isEqualTo(right);
    }

    @Test
    void what_is_more_than_three_squares_away_is_not_seen() {
        short[] near = look(world("@..M.", ".....", ".....", ".....", "....."), 0);
        short[] far = look(world("@...M", ".....", ".....", ".....", "....."), 0);

        assertThat(near).hasSize(3);
        assertThat(far).hasSize(2);
    }

    @Test
    void taking_ore_changes_the_mine_the_bag_and_the_last_move() {
        ArenaWorld world = world("@M..", "....", "....", "....");
        short[] before = look(world, 0);
        world.step(new int[] {4}, new float[1], 0);
        short[] after = look(world, 0);

        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < before.length; i++) {
            assertThat(after[i]).isNotEqualTo(before[i]);
        }
    }

    @Test
    void features_stay_within_their_bounds_in_play() {
        SplitMix random = SplitMix.of(5, 5);
        ArenaWorld world = new ArenaWorld(random, 6);
        int[] moves = new int[6];
        do {
            for (int agent = 0; agent < 6; agent++) {
                short[] seen = look(world, agent);
                for (int i = 0; i < seen.length; i++) {
                    assertThat((int) seen[i]).isBetween(i == 0 ? 0 : seen[i - 1] + 1, EgocentricView.FEATURES - 1);
                }
                moves[agent] = random.nextInt(Move.COUNT);
            }
        } while (!world.step(moves, new float[6], 0));
    }
}
